"""The rule book: every number that comes from a regulation, with its days and its source.

``resources/rules`` holds one TOML file a subject and ``documents.toml``, the register of sources::

    [quota]                                   # key: appraisal.quota (file and table)
    title = "优秀等次的名额"                    # short, for the settings page
    strength = "general"                      # hard: must; general: 一般; local: practice
    settable = true                           # the branch may decide otherwise
    choices = ["1/3", "1/4"]                  # optional; also pattern, minimum, maximum, unit

    [[quota.values]]
    since = 2018-10-28                        # both days are included
    until = 2026-05-10                        # left out: still in force
    value = "1/3"                             # or: bands = [{ up_to = 3000, rate = 0.005 }, …]
    text = "……"                               # what the rule says, in our own words
    cite = { document = "BRANCH18", article = "第十八条" }

A past value is never edited: a new one is added with its own days.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any

from app.rules.values import STRENGTHS, Band, Cite, Dated, Rule, Ruled, Strength

__all__ = [
    "Band", "Cite", "Dated", "NoRule", "Rule", "RuleBook", "Ruled", "Strength",
]  # fmt: skip

DOCUMENTS = "documents"
_RULE_KEYS = {
    "title", "strength", "settable", "choices", "pattern", "minimum", "maximum", "unit", "values",
}  # fmt: skip
_VALUE_KEYS = {"since", "until", "value", "bands", "text", "cite"}
_CITE_KEYS = {"document", "article"}
_DOCUMENT_KEYS = {"name", "number"}


class NoRule(KeyError):
    """Nothing is in force under this key on this day."""


class RuleBook:
    """The rules of all subjects, with the branch's own decisions laid over them."""

    def __init__(self, subjects: _Subjects, own: Mapping[str, Any] | None = None) -> None:
        self._subjects = subjects
        self._own = dict(own or {})

    @classmethod
    def load(cls, folder: Path) -> RuleBook:
        """The rules of a folder. A subject's file is read when one of its rules is asked for.

        Whoever asks then gets a ValueError that names file and key, where something in the file
        is not as it should be.
        """
        return cls(_Subjects(folder))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the files."""
        return tuple(self._subjects.rules())

    @property
    def settable(self) -> tuple[Rule, ...]:
        """The rules that the branch may decide otherwise: what a settings page is built from."""
        return tuple(rule for rule in self.rules if rule.settable)

    def at(self, key: str, day: date) -> Ruled:
        """The value on a day.

        Raises:
            NoRule: nothing is in force under this key on that day.
        """
        rule = self._subjects.rule(key)
        dated = next((one for one in rule.values if one.holds(day)), None) if rule else None
        if rule is None or dated is None:
            raise NoRule(f"{key} {day}")
        if key in self._own:
            value = self._own[key]
            cite = Cite("本支部决定", title=rule.title)
            return Ruled(key, value, rule.strength, cite, f"{rule.title}：本支部定为 {value}。")
        return Ruled(key, dated.value, rule.strength, dated.cite, dated.text)

    def with_branch(self, values: Mapping[str, Any]) -> RuleBook:
        """The book with a branch's own values laid over it, cited as 本支部决定.

        An amount or rate may be given as text or as a whole number.

        Raises:
            ValueError: a key that no rule has or that is not settable, or a value that does not
                fit the rule.
        """
        own = {}
        for key, value in values.items():
            rule = self._subjects.rule(key)
            if rule is None or not rule.settable:
                raise ValueError(f"{key} is not for the branch to decide")
            own[key] = _fitting(rule, value)
        return RuleBook(self._subjects, {**self._own, **own})


class _Subjects:
    """The rules of a folder by subject. The window waits for some of them, never for all."""

    def __init__(self, folder: Path) -> None:
        stems = sorted(path.stem for path in folder.glob("*.toml"))
        self._names = [stem for stem in stems if stem != DOCUMENTS]
        self._folder = folder
        self._documents: dict[str, Cite] = {}
        self._rules: dict[str, dict[str, Rule]] = {}

    def rules(self) -> Iterator[Rule]:
        for name in self._names:
            yield from self._of(name).values()

    def rule(self, key: str) -> Rule | None:
        name = key.partition(".")[0]
        return self._of(name).get(key) if name in self._names else None

    def _of(self, name: str) -> dict[str, Rule]:
        if name not in self._rules:
            self._documents = self._documents or _documents(self._folder / f"{DOCUMENTS}.toml")
            path = self._folder / f"{name}.toml"
            rules = {}
            for key, table in _read(path).items():
                try:
                    rules[f"{name}.{key}"] = _rule(f"{name}.{key}", table, self._documents)
                except (ValueError, InvalidOperation) as error:
                    raise ValueError(f"{path.name}: {key}: {error}") from error
            self._rules[name] = rules
        return self._rules[name]


def _fitting(rule: Rule, value: Any) -> Any:
    sample = rule.values[-1].value
    if isinstance(sample, Decimal) and type(value) in (int, str):
        try:
            value = Decimal(value)
        except InvalidOperation as error:
            raise ValueError(f"{rule.key}: {value!r} is not a number") from error
    if type(value) is not type(sample) or isinstance(value, tuple):
        raise ValueError(f"{rule.key}: {value!r} is not of the kind of {sample!r}")
    if rule.choices and value not in rule.choices:
        raise ValueError(f"{rule.key}: {value!r} is not one of {rule.choices}")
    if rule.pattern and not re.fullmatch(rule.pattern, value):
        raise ValueError(f"{rule.key}: {value!r} is not written like {sample!r}")
    if isinstance(value, int | Decimal) and not _within(rule, value):
        raise ValueError(f"{rule.key}: {value!r} is out of range")
    return value


def _within(rule: Rule, value: int | Decimal) -> bool:
    if not Decimal(value).is_finite():
        return False
    return (rule.minimum is None or value >= rule.minimum) and (
        rule.maximum is None or value <= rule.maximum
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            return tomllib.load(file, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _documents(path: Path) -> dict[str, Cite]:
    register = {}
    for code, table in _read(path).items():
        try:
            _known(table, _DOCUMENT_KEYS)
            register[code] = Cite(_text(table, "name"), table.get("number", ""))
        except ValueError as error:
            raise ValueError(f"{path.name}: {code}: {error}") from error
    return register


def _rule(key: str, table: Any, documents: Mapping[str, Cite]) -> Rule:
    _known(table, _RULE_KEYS)
    strength = next((one for one in STRENGTHS if one == table.get("strength")), None)
    if strength is None:
        raise ValueError(f"strength is one of {', '.join(STRENGTHS)}")
    title = _text(table, "title")
    values = tuple(_dated(one, title, documents) for one in table.get("values", ()))
    _expect_in_order(values)
    rule = Rule(
        key,
        title,
        strength,
        values,
        settable=table.get("settable", False),
        choices=tuple(table.get("choices", ())),
        pattern=table.get("pattern", ""),
        minimum=_number(table, "minimum"),
        maximum=_number(table, "maximum"),
        unit=table.get("unit", ""),
    )
    if rule.settable:
        for one in values:
            _fitting(rule, one.value)
    return rule


def _dated(table: Any, title: str, documents: Mapping[str, Cite]) -> Dated:
    _known(table, _VALUE_KEYS)
    since, until = table.get("since"), table.get("until")
    if type(since) is not date or type(until) not in (date, type(None)):
        raise ValueError("since and until are days")
    if until is not None and until < since:
        raise ValueError(f"until {until} lies before since {since}")
    if ("value" in table) == ("bands" in table):
        raise ValueError("either value or bands")
    value = _bands(table["bands"]) if "bands" in table else _frozen(table["value"])
    cite = table.get("cite")
    if cite is None:
        raise ValueError("no cite")
    _known(cite, _CITE_KEYS)
    document = documents.get(_text(cite, "document"))
    if document is None:
        raise ValueError(f"document {cite['document']!r} is not in the register")
    cited = document._replace(article=cite.get("article", ""), title=title)
    return Dated(since, until, value, _text(table, "text"), cited)


def _expect_in_order(values: tuple[Dated, ...]) -> None:
    if not values:
        raise ValueError("no values")
    for earlier, later in pairwise(values):
        if earlier.until is None or earlier.until >= later.since:
            raise ValueError(f"the values since {earlier.since} and {later.since} overlap")
        if type(earlier.value) is not type(later.value):
            raise ValueError("values of different kinds")


def _bands(tables: list[dict[str, Any]]) -> tuple[Band, ...]:
    bands = []
    for table in tables:
        _known(table, {"up_to", "rate"})
        rate = _number(table, "rate")
        if rate is None:
            raise ValueError("a band without rate")
        bands.append(Band(_number(table, "up_to"), rate))
    edges = [band.up_to for band in bands[:-1]]
    if not bands or bands[-1].up_to is not None or None in edges:
        raise ValueError("every band but the last has up_to")
    if edges != sorted(set(edges), key=lambda edge: edge or 0):
        raise ValueError("bands do not rise")
    return tuple(bands)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        raise ValueError("a value is a number, a text, yes or no, or a list of these")  # noqa: TRY004
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _known(table: Any, keys: set[str]) -> None:
    if not isinstance(table, dict):
        raise ValueError("not a table")  # noqa: TRY004 - all faults of a file are ValueErrors
    unknown = set(table) - keys
    if unknown:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}")


def _text(table: Mapping[str, Any], key: str) -> str:
    text = table.get(key)
    if not isinstance(text, str) or not text:
        raise ValueError(f"{key} is missing")
    return text


def _number(table: Mapping[str, Any], key: str) -> Decimal | None:
    value = table.get(key)
    if value is None:
        return None
    if type(value) not in (int, Decimal):
        raise ValueError(f"{key} is not a number")
    return Decimal(value)
