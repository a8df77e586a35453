"""The board of an appraisal: its rows, and how far the year is stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.i18n import _
from app.rules.documents import STEP_WAITING
from app.services import appraisal as service
from app.services.appraisal import Entry
from app.services.documents import CopyState
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.steps import Stage

# what a copy waits for once it bears both signatures
_AFTER_SIGNING = ("returned", "handed_over", "filed", "")


class Progress(NamedTuple):
    """A stage of the year: how many are through, of how many, and the numbers of the others."""

    title: str
    done: int
    total: int
    waiting: frozenset[int]


def headings() -> tuple[Heading, ...]:
    """The columns of the board."""
    return (
        Heading(_("姓名"), 120, strong=True),
        Heading(_("三部分"), 76),
        Heading(_("等次"), 92),
        Heading(_("支部份"), 126),
        Heading(_("本人份"), 120),
    )


def row(one: Entry, *, changed: bool) -> Row:
    """A member's line; ``changed`` when the printed form no longer holds."""
    copies = one.document.copies if one.document else (None, None)
    name = Cell(one.person.name, "strong", sort=one.person.pinyin)
    parts = _parts(one, changed=changed)
    return Row(one.person.id, (name, parts, _grade(one), *(_copy(copy) for copy in copies)))


def _parts(one: Entry, *, changed: bool) -> Cell:
    if changed:
        return Cell(_("有改动"), "due", hint=_("打印以后内容又有改动，需要重新打印"))
    if one.written:
        return Cell(_("已写"), "in_order")
    written = sum(bool(getattr(one, key)) for key, _title in service.PARTS)
    return Cell(f"{written} / {len(service.PARTS)}", "due")


def _grade(one: Entry) -> Cell:
    if not one.graded:
        return Cell(_("不评定"), "muted")
    return Cell(_(one.grade)) if one.grade else Cell(_("待评定"), "due")


def _copy(copy: CopyState | None) -> Cell:
    if copy is None:
        return Cell(_(STEP_WAITING["printed"]), "muted")
    return Cell(copy.waiting, "" if copy.next_step else "in_order")


def progress(entries: Sequence[Entry]) -> list[Progress]:
    """How far the year is, stage by stage."""

    def stage(title: str, through: Callable[[Entry], bool], among: Sequence[Entry]) -> Progress:
        waiting = frozenset(one.person.id for one in among if not through(one))
        return Progress(title, len(among) - len(waiting), len(among), waiting)

    graded = [one for one in entries if one.graded]
    return [
        stage(_("写三部分"), lambda one: one.written, entries),
        stage(_("评定等次"), lambda one: bool(one.grade), graded),
        stage(_("打印两份"), lambda one: one.document is not None, entries),
        stage(_("书记和本人签字"), _signed, entries),
        stage(_("归档和交本人"), lambda one: bool(one.document and one.document.complete), entries),
    ]


def _signed(one: Entry) -> bool:
    copies = one.document.copies if one.document else ()
    return bool(copies) and all(copy.next_step in _AFTER_SIGNING for copy in copies)


def steps(stages: Sequence[Progress]) -> list[Stage]:
    """The stages as they stand across the page: the first one that is not through is 进行中."""
    open_ones = [number for number, one in enumerate(stages) if one.done < one.total]
    shown = []
    for number, one in enumerate(stages):
        detail = f"{one.done} / {one.total}"
        if number in open_ones:
            shown.append(Stage(one.title, detail, "now" if number == open_ones[0] else "ahead"))
        else:
            shown.append(Stage(one.title, detail, "done" if one.total else "ahead"))
    return shown
