"""Which rows of a foreign roster are people: not its feet, totals, notes and repeated headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.columns import BY_KEY
from app.i18n import _
from app.services.roster_headings import bare
from app.services.sheet_cells import clean
from app.services.sheets import Cell


class Problem(NamedTuple):
    """Something about a row or, with ``line`` 0, about the sheet as a whole.

    ``hard``: the row cannot be imported so.
    """

    column_title: str
    text: str
    hard: bool
    line: int = 0

    @property
    def message(self) -> str:
        """A whole sentence, which names the row and the column."""
        if not self.line:
            return self.text
        # put together when it is asked for: a sheet can have ten thousand of them
        return _("第 {line} 行“{column}”：{message}").format(
            line=self.line, column=self.column_title, message=self.text
        )


# The first words of rows under a table; the ambiguous ones only with a colon.
_FOOT = re.compile(
    r"(?:填表|制表|填报|制单|审核|审批|经办|复核)(?:人|日期|时间|单位|说明)|填表说明|"
    r"(?:单位|支部|党支部|党委|组织)?\s*[(（]?盖\s*章|"
    r"(?:备\s*注|附?\s*注|说\s*明|日\s*期|负\s*责\s*人|联\s*系\s*人|联系电话|电话|"
    r"(?:党?支部)?书记|(?:党?支部)?书记签[字名]|签[字名]|审\s*核|制\s*表|填\s*表)\s*[:：]"
)
_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|本页|累计)|共\s*\d+\s*[人名]")
# What stands over a group of people: 一、正式党员（12人）
_GROUP = re.compile(r".*(?:党员|积极分子|发展对象|申请人|支部|小组)\s*(?:[(（].*[)）])?\s*[:：]?")
_GROUP_ENDS = frozenset("员子象人部组)）:：")
_HEADINGS = frozenset(map(bare, (BY_KEY["name"].title, *BY_KEY["name"].synonyms)))
_FOOT_STARTS = frozenset("填制审经复单支党组盖备附注说日负联电书签合总小共本累(（")
_BLANKS = frozenset(map(chr, (*range(33), 0x85, 0xA0, *range(0x2000, 0x2010), 0x3000, 0xFEFF)))
_DOUBTFUL_STARTS = _FOOT_STARTS | {title[0] for title in _HEADINGS} | _BLANKS


def people_rows(
    rows: Sequence[Sequence[Cell]], first: int, name_at: int
) -> tuple[list[int], list[Sequence[Cell]], list[Problem]]:
    """The rows with people, their line numbers, and what is to be said about the others."""
    lines: list[int] = []
    kept: list[Sequence[Cell]] = []
    problems: list[Problem] = []
    for index, row in enumerate(rows[first:], first):
        name, lead = row[name_at], row[0]
        if lead == "":
            lead = next((cell for cell in row[1 : name_at + 1] if cell != ""), "")
        if not _is_plainly_a_person(name, lead):
            verdict = _judge(row, name_at)
            if verdict == "foot":
                problems += _left_out(rows, index, name_at)
                break
            if verdict == "note":
                problems.append(_skipped(row, index))
            if verdict != "person":
                continue
        lines.append(index + 1)
        kept.append(row)
    return lines, kept, problems


def _is_plainly_a_person(name: Cell, lead: Cell) -> bool:
    """Whether neither the name nor the row's first cell looks like anything else at the edges."""
    return (
        isinstance(name, str)
        and name != ""
        and name[0] not in _DOUBTFUL_STARTS
        and (
            not isinstance(lead, str)
            or (lead[0] not in _DOUBTFUL_STARTS and lead[-1] not in _GROUP_ENDS)
        )
    )


def _judge(row: Sequence[Cell], name_at: int) -> str:
    """What a row is: person, blank, heading, total, note or foot."""
    name = row[name_at]
    filled = [cell for cell in row if not _is_blank(cell)]
    first = filled[0].strip() if filled and isinstance(filled[0], str) else ""
    if _FOOT.match(first):
        return "foot"
    if _TOTAL.match(first):
        return "total"
    if name and not _is_blank(name):
        if len(filled) == 1 and _GROUP.fullmatch(first):
            return "note"
        return "heading" if isinstance(name, str) and bare(name) in _HEADINGS else "person"
    # numbers prepared in advance, and nothing beside them
    telling = [cell for cell in filled if isinstance(cell, str) and not cell.strip().isdigit()]
    if not telling:
        return "blank"
    return "note" if len(filled) == 1 else "person"


def _is_blank(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def _skipped(row: Sequence[Cell], index: int) -> Problem:
    text = next(clean(cell) for cell in row if not _is_blank(cell))
    return Problem(
        "",
        _("第 {line} 行“{text}”不是人员，已跳过。").format(line=index + 1, text=text[:30]),
        hard=False,
    )


def _left_out(rows: Sequence[Sequence[Cell]], foot: int, name_at: int) -> list[Problem]:
    """Below the foot of a table nobody is read; say so when somebody may stand there."""
    count = sum(
        1
        for row in rows[foot + 1 :]
        if not _is_blank(row[name_at])
        and sum(not _is_blank(cell) for cell in row) >= 3
        and _judge(row, name_at) == "person"
    )
    if not count:
        return []
    return [
        Problem(
            "",
            _(
                "第 {line} 行是表尾，它下面还有 {count} 行没有读入。如果那里还有党员，请移到表尾以上。"
            ).format(line=foot + 1, count=count),
            hard=False,
        )
    ]
