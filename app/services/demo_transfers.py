"""Moves of the practice book: one there and back, one on the way out, one away with a certificate."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.paths import RESOURCES
from app.services import branch, stubs, transfer_steps
from app.services.transfers import TransferFacts


def fill(today: date, numbers: Mapping[str, int]) -> None:
    """Enter what ``resources/demo/transfers.toml`` holds for these people (within an action)."""
    with open(RESOURCES / "demo" / "transfers.toml", "rb") as file:
        data = tomllib.load(file)
    _round_trip(today, numbers, data["round_trip"])
    _leaving(today, numbers, data["leaving"])
    _away(today, numbers, data["away"])


def _draft(
    today: date, numbers: Mapping[str, int], one: Mapping[str, Any], paper: str
) -> TransferFacts:
    drafted = transfer_steps.draft_out(numbers[one["name"]], paper, "elsewhere", today)
    return drafted._replace(
        to_unit=one["there"],
        addressee=one["addressee"],
        reason=one["reason"],
        contact=one.get("contact", ""),
        handler=one.get("handler", ""),
    )


def _round_trip(today: date, numbers: Mapping[str, int], one: Mapping[str, Any]) -> None:
    out, back = (today.year - one["years"][key] for key in ("issued", "back"))
    who = numbers[one["name"]]
    facts = _draft(today, numbers, one, "letter")
    paid = f"{out}-{one['paid_to']['out']}"
    went = transfer_steps.open_out(who, facts._replace(dues_paid_to=paid))
    stubs.register("letter", one["serial"], f"{out}-{one['issued']}", transfer_id=went)
    transfer_steps.receive(went, f"{out}-{one['received']}")
    transfer_steps.note_slip(went, f"{out}-{one['slip']}")
    came = transfer_steps.take_in(
        who,
        TransferFacts(
            from_unit=one["there"],
            to_unit=branch.facts().name,
            number=one["letter_back"],
            issued_on=f"{back}-{one['back_issued']}",
            valid_days=30,
            dues_paid_to=f"{back}-{one['paid_to']['back']}",
            slip=True,
            received_on=f"{back}-{one['back_received']}",
            contact=one["contact"],
            handler=one["handler"],
        ),
    )
    transfer_steps.note_slip(came, f"{back}-{one['back_slip']}")


def _leaving(today: date, numbers: Mapping[str, int], one: Mapping[str, Any]) -> None:
    issued = (today - timedelta(days=one["days"])).isoformat()
    facts = _draft(today, numbers, one, "letter")._replace(dues_paid_to=issued[:7])
    number = transfer_steps.open_out(numbers[one["name"]], facts)
    spoiled = stubs.register("letter", one["spoiled"], issued, transfer_id=number)
    stubs.void(spoiled, one["void_reason"])
    stubs.register("letter", stubs.next_serial("letter"), issued, transfer_id=number)


def _away(today: date, numbers: Mapping[str, int], one: Mapping[str, Any]) -> None:
    number = transfer_steps.open_out(
        numbers[one["name"]], _draft(today, numbers, one, "certificate")
    )
    day = (today - timedelta(days=one["days"])).isoformat()
    stubs.register("certificate", one["serial"], day, transfer_id=number)
