"""The practice book's rewards and sanction, families, and a paper beside a person."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app import dates
from app.paths import RESOURCES
from app.services import attachments, awards, relatives
from app.services.attachments import New
from app.services.awards import Entry
from app.services.relatives import Kin

_FOLDER = RESOURCES / "demo"


def fill(today: date, numbers: Mapping[str, int]) -> None:
    """Enter all of it, dated before ``today``; ``numbers`` are the people's by name."""
    with open(_FOLDER / "life.toml", "rb") as file:
        data = tomllib.load(file)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for one in data["awards"]:
        entries[one["name"]].append(_entry(one, today))
    for name, own in entries.items():
        awards.save(numbers[name], own)
    for one in data["families"]:
        relatives.save(numbers[one["name"]], [Kin(*values) for values in one["kin"]])
    for one in data["papers"]:
        content = (_FOLDER / one["file"]).read_bytes()
        new = New(content, one["kind"], today.year, one["title"] + ".pdf")
        attachments.add("member", numbers[one["name"]], new)


def _entry(one: Mapping[str, Any], today: date) -> Entry:
    day, until = str(one.get("day", "")).format(last=today.year - 1), ""
    if not day:
        decided = today - timedelta(days=one["days_ago"])
        end = dates.add_months(decided, one["months"]) - timedelta(days=1)
        day, until = decided.isoformat(), end.isoformat()
    return Entry(one["kind"], one["title"], one["authority"], day, until, one.get("note", ""))
