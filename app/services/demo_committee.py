"""Committee, Party groups and enterprise of the practice book."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.paths import RESOURCES
from app.services import branch, groups, terms, units
from app.services.groups import GroupFacts
from app.services.terms import NewSeat, TermFacts


def fill(today: date, numbers: Mapping[str, int]) -> None:
    """Enter what ``resources/demo/committee.toml`` holds for these people (within an action)."""
    with open(RESOURCES / "demo" / "committee.toml", "rb") as file:
        data = tomllib.load(file)
    for one in data["terms"]:
        seats = [
            NewSeat(numbers[seat["name"]], seat["title"], seat["duties"]) for seat in one["seats"]
        ]
        facts = TermFacts(one["number"], one["elected_on"], approved_by=one["approved_by"])
        terms.elect(facts, seats)
    for one in data["groups"]:
        members = [numbers[name] for name in one["members"]]
        facts_of_group = GroupFacts(one["name"], one["founded"], one["note"])
        groups.add(facts_of_group, members, numbers[one["leader"]])
    branch.save(replace(branch.facts(), **data["branch"]))
    enterprise = branch.facts().enterprise
    units.save(
        replace(units.own(), **data["unit"], name=enterprise, as_of=f"{today.year - 1}-12-31")
    )
