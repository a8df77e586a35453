"""The whole roster for other programs: everybody with all fields, dated facts and posts.

Both forms say their name and version first, so that whoever reads them knows what he has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from app import __version__
from app.i18n import _
from app.models.base import tuples
from app.models.roster import Post
from app.rules.roster import FACT_TITLES
from app.services import roster_arrange, roster_values, tables
from app.services.jobs import Job, Step
from app.services.roster import Person
from app.services.roster_export import encode
from app.services.roster_values import MARK, Around

#: Name and version of the whole roster's form; a reader asks for both.
WHOLE_FORMAT = "branch-ledger-roster"
WHOLE_VERSION = 1
_WHOLE_HEADS = ("人员编号", "姓名", "种类", "项目", "内容", "开始日期", "结束日期", "备注")


def whole_json(on: date, mark: str = MARK, *, private: bool = False) -> bytes:
    """Everybody with all fields, dated facts and posts, as one JSON document."""
    names = {one.key: one.title for one in roster_values.all_fields(private=private)}
    around = roster_values.around(on)
    posts = _posts()
    return encode(
        {
            "format": WHOLE_FORMAT,
            "version": WHOLE_VERSION,
            "program": f"支部台账 {__version__}",
            "branch": around.branch["name"],
            "as_at": on.isoformat(),
            "mark": mark,
            "fields": names,
            "people": [
                {
                    "number": one.id,
                    "stage": one.stage,
                    "fields": _filled(one, names, around),
                    "facts": [
                        {"kind": kind, "title": FACT_TITLES.get(kind, kind), "day": day, "note": note}
                        for kind, day, note in one.facts
                    ],
                    "posts": [
                        {"title": title, "since": since, "until": until, "duties": duties}
                        for title, since, until, duties in posts.get(one.id, ())
                    ],
                }
                for one in roster_arrange.people(on, "everybody")
            ],
        }
    )  # fmt: skip


def whole_csv(on: date, mark: str = MARK, *, private: bool = False) -> bytes:
    """The same as lines of (person, kind, item …); the first line names format and version."""
    names = {one.key: one.title for one in roster_values.all_fields(private=private)}
    around = roster_values.around(on)
    posts = _posts()
    head = (WHOLE_FORMAT, str(WHOLE_VERSION), around.branch["name"], on.isoformat(), mark)
    lines: list[Sequence[str]] = [head, _WHOLE_HEADS]
    for one in roster_arrange.people(on, "everybody"):
        who = (str(one.id), one.name)
        filled = _filled(one, names, around)
        lines += [(*who, "字段", names[key], text, "", "", "") for key, text in filled.items()]
        lines += [
            (*who, "经历", FACT_TITLES.get(kind, kind), "", day, "", note)
            for kind, day, note in one.facts
        ]
        lines += [
            (*who, "任职", title, "", since, until, duties)
            for title, since, until, duties in posts.get(one.id, ())
        ]
    return tables.csv_bytes(lines)


def write(
    on: date, kind: str, mark: str = MARK, *, private: bool = False
) -> Job[tuple[bytes, int]]:
    """The whole roster as ``json`` or ``csv``: its bytes, and how many people it holds."""
    yield Step(0, 0, _("正在读取名册"))
    content = WRITERS[kind](on, mark, private=private)
    return content, len(roster_arrange.numbers(on, "everybody"))


def _filled(one: Person, keys: Iterable[str], around: Around) -> dict[str, str]:
    values = {key: roster_values.value(one, key, around) for key in keys}
    return {key: text for key, text in values.items() if text}


class _Writer(Protocol):
    def __call__(self, on: date, mark: str, *, private: bool) -> bytes: ...


WRITERS: dict[str, _Writer] = {"json": whole_json, "csv": whole_csv}


def _posts() -> dict[int, list[tuple[str, str, str, str]]]:
    found: dict[int, list[tuple[str, str, str, str]]] = {}
    query = Post.select(Post.member, Post.title, Post.since, Post.until, Post.duties)
    for member_id, *post in tuples(query.order_by(Post.since, Post.id)):
        found.setdefault(member_id, []).append(tuple(post))
    return found
