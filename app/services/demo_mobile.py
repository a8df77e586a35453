"""The practice book's member who is away, and one whose life is hard."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta

from app.paths import RESOURCES
from app.services import hardship, mobile
from app.services.hardship import HardshipFacts, Help
from app.services.mobile import ContactMade, JourneyFacts

_FILE = RESOURCES / "demo" / "mobile.toml"


def fill(today: date, numbers: Mapping[str, int]) -> None:
    """Enter both, dated before ``today``; ``numbers`` are the people's by name."""
    with open(_FILE, "rb") as file:
        data = tomllib.load(file)

    def ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    one = data["journey"]
    number = numbers[one["name"]]
    where = {f"mobile_{key}": one[key] for key in ("where", "kind", "reason", "permit")}
    journey = JourneyFacts(
        host=one["host"],
        host_contact=one["host_contact"],
        host_phone=one["host_phone"],
        keeper=one["keeper"],
    )
    mobile.amend(number, mobile.since(number), where, journey)
    for made in one["contacts"]:
        contact = ContactMade(ago(made["days_ago"]), made["way"], one["keeper"], True, made["text"])
        mobile.note_contact(number, contact)
    one = data["hardship"]
    facts = HardshipFacts(
        since=one["since"].format(last=today.year - 1),
        household=one["household"],
        income=one["income"],
        income_source=one["income_source"],
        kinds=tuple(one["kinds"]),
        situation=one["situation"],
    )
    helps = [
        Help(ago(given["days_ago"]), given["amount"], given["goods"], given["source"])
        for given in one["helps"]
    ]
    hardship.save(numbers[one["name"]], facts, helps)
