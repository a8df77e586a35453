"""The practice book's own fields, and what else is known of its people."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from app.paths import RESOURCES
from app.services import fields, own_fields, roster


def fill(numbers: Mapping[str, int]) -> None:
    """Add the fields and fill them in; ``numbers`` are the people's by name."""
    with open(RESOURCES / "demo" / "fields.toml", "rb") as file:
        data = tomllib.load(file)
    keys = {
        one["title"]: fields.own_key(
            own_fields.add(one["title"], one.get("kind", "text"), one.get("choices", ()))
        )
        for one in data["own"]
    }
    for name, values in data["members"].items():
        own = {keys[title]: text for title, text in values.pop("own").items()}
        roster.save(numbers[name], values | own)
