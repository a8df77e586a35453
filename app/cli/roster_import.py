"""``import``: bring a roster in, all rows or none, after showing every difference."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any, Literal

from app.cli import terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.services import people, roster_decisions, roster_import
from app.services.roster_decisions import Decisions
from app.services.roster_import import CellChange, ImportPlan, RowPlan

_DOUBTFUL = ("same", "new", "skip")


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    parser.values.add_argument("file", metavar="FILE", help=_("电子表格（xlsx、xls、ods、csv）"))
    add = parser.options.add_argument
    add("--sheet", metavar="NAME", help=_("工作表的名字（默认第一张有内容的）"))
    add("--dry-run", action="store_true", help=_("只比较，不写入"))
    add("--skip-refused", action="store_true", help=_("跳过不能导入的行，导入其余的"))
    add(
        "--doubtful",
        choices=_DOUBTFUL,
        help=_("拿不准是不是名册里的人的行：same 是同一个人，new 是另一个人，skip 跳过"),
    )
    parser.add_json()


def run(arguments: Namespace) -> int:
    """Show what the sheet would change, and change it unless rows are refused."""
    with opened(arguments, writes=not arguments.dry_run) as current:
        plan = terminal.follow(roster_import.read(Path(arguments.file), arguments.sheet))
        decisions = _decided(plan, arguments.doubtful)
        counts = roster_decisions.tally(plan, decisions)
        left = counts["refused"] + counts["undecided"]
        stopped = bool(left) and not arguments.skip_refused
        written = not arguments.dry_run and not stopped
        if not arguments.json:
            _show(plan, counts)
        if written:
            job = roster_import.apply(current, plan, decisions, skip_refused=arguments.skip_refused)
            terminal.follow(job)
        if arguments.json:
            terminal.show_json(_as_data(plan, decisions, counts, written=written))
        else:
            terminal.say(_outcome(counts, written=written))
    if stopped and not arguments.dry_run:
        raise AppError(_complaint(counts))
    return 1 if stopped else 0


def _decided(plan: ImportPlan, doubtful: Literal["same", "new", "skip"] | None) -> Decisions:
    decisions = Decisions()
    if doubtful is not None:
        for kind in {doubt.kind for doubt in plan.doubts.values()}:
            roster_decisions.decide_alike(plan, decisions, kind, doubtful)
    return decisions


def _complaint(counts: Counter[str]) -> str:
    if counts["refused"]:
        return _(
            "有 {count} 行不能导入，账簿没有改动。请改正这些行，或者加上 --skip-refused 跳过它们。"
        ).format(count=counts["refused"] + counts["undecided"])
    return _(
        "有 {count} 行拿不准是不是名册里的人，账簿没有改动。"
        "请用 --doubtful 说明，或者加上 --skip-refused 跳过它们。"
    ).format(count=counts["undecided"])


def _outcome(counts: Counter[str], *, written: bool) -> str:
    changes = counts["new"] + counts["changed"]
    left = counts["refused"] + counts["undecided"] + counts["skipped"]
    if not changes and not left:
        return _("名册与表格一致，没有需要写入的内容。")
    if not changes:
        return _("除了不导入的行，名册与表格一致，没有需要写入的内容。")
    if written:
        return _("已写入 {count} 人。要反悔，可以在窗口里撤销这一步。").format(count=changes)
    return _("只作了比较，没有写入任何内容。")


def _show(plan: ImportPlan, counts: Counter[str]) -> None:
    terminal.say(
        _(
            "“{name}”共 {rows} 人：新增 {new}，修改 {changed}，不变 {same}，不能导入 {refused}。"
        ).format(
            name=plan.file_name,
            rows=len(plan.rows),
            **{key: counts[key] for key in ("new", "changed", "same", "refused")},
        )
    )
    if counts["undecided"] or counts["skipped"]:
        terminal.say(
            _("拿不准是不是名册里的人：{undecided} 行；跳过：{skipped} 行。").format(
                undecided=counts["undecided"], skipped=counts["skipped"]
            )
        )
    notes = list(plan.notes)
    others = [name for name in plan.sheet_names if name != plan.sheet]
    if others:
        notes.insert(
            0,
            _("读的是工作表“{sheet}”，没有读：{others}。").format(
                sheet=plan.sheet, others="、".join(others)
            ),
        )
    if plan.unmapped:
        notes.append(_("没有用上的列：{names}。").format(names="、".join(plan.unmapped)))
    refused = [row for row in plan.rows if row.verdict == "refused"]
    accepted = [row for row in plan.rows if row.verdict != "refused" and row.problems]
    _list(_("表格："), notes)
    _list(_("不能导入："), [line for row in refused for line in _problems(row)])
    _list(_("请说明是不是同一个人："), [_question(row) for row in plan.rows if row.doubt])
    _list(_("将修改："), [_changes(plan, row) for row in plan.rows if row.changes])
    _list(_("可以导入，但请核对："), [line for row in accepted for line in _problems(row)])


def _question(row: RowPlan) -> str:
    return _("第 {line} 行 {name}：{changes}").format(
        line=row.line, name=row.name, changes=row.doubt.reason if row.doubt else ""
    )


def _list(title: str, lines: list[str]) -> None:
    if lines:
        terminal.say(title)
        for line in lines:
            terminal.say(f"  {line}")


def _problems(row: RowPlan) -> list[str]:
    return [
        _("{name}：{message}").format(name=row.name, message=problem.message)
        if row.name
        else problem.message
        for problem in row.problems
    ]


def _changes(plan: ImportPlan, row: RowPlan) -> str:
    changes = [_change(plan.title(one.key), one) for one in row.changes]
    return _("第 {line} 行 {name}：{changes}").format(
        line=row.line, name=row.name, changes="；".join(changes)
    )


def _change(title: str, one: CellChange) -> str:
    if not one.old:
        return _("{title}补为“{new}”").format(title=title, new=_shown(one.key, one.new))
    return _("{title}“{old}”改为“{new}”").format(
        title=title, old=_shown(one.key, one.old), new=_shown(one.key, one.new)
    )


def _shown(key: str, value: str) -> str:
    """A value for the terminal: numbers that name a person are masked."""
    kind = BY_KEY[key].kind if key in BY_KEY else ""
    if kind == "id":
        return people.mask_id(value)
    return people.mask_phone(value) if kind == "phone" else value


def _as_data(
    plan: ImportPlan, decisions: Decisions, counts: Counter[str], *, written: bool
) -> dict[str, Any]:
    keys = ("new", "changed", "same", "refused", "undecided", "skipped")
    return {
        "file": plan.file_name,
        "written": written,
        **{key: counts[key] for key in keys},
        "sheet": plan.sheet,
        "mapped": dict(plan.mapped),
        "unmapped": list(plan.unmapped),
        "notes": list(plan.notes),
        "rows": [
            {
                "line": row.line,
                "name": row.name,
                "verdict": roster_decisions.outcome(plan, decisions, place).verdict,
                "question": row.doubt.reason if row.doubt else "",
                "changes": [
                    {
                        "column": one.key,
                        "old": _shown(one.key, one.old),
                        "new": _shown(one.key, one.new),
                    }
                    for one in row.changes
                ],
                "problems": [
                    {"column": one.column_title, "message": one.message, "hard": one.hard}
                    for one in row.problems
                ],
            }
            for place, row in enumerate(plan.rows)
        ],
    }
