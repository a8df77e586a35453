"""``import``: bring a roster in, all rows or none, after showing every difference."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli import terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.services import people, roster_import
from app.services.roster_import import CellChange, ImportPlan, RowPlan

_VERDICTS = ("new", "changed", "same", "refused")


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    parser.values.add_argument("file", metavar="FILE", help=_("电子表格（xlsx、xls、ods、csv）"))
    add = parser.options.add_argument
    add("--sheet", metavar="NAME", help=_("工作表的名字（默认第一张有内容的）"))
    add("--dry-run", action="store_true", help=_("只比较，不写入"))
    add("--skip-refused", action="store_true", help=_("跳过不能导入的行，导入其余的"))
    parser.add_json()


def run(arguments: Namespace) -> int:
    """Show what the sheet would change, and change it unless rows are refused."""
    with opened(arguments, writes=not arguments.dry_run) as current:
        plan = terminal.follow(roster_import.read(Path(arguments.file), arguments.sheet))
        refused = plan.count("refused")
        stopped = bool(refused) and not arguments.skip_refused
        written = not arguments.dry_run and not stopped
        if not arguments.json:
            _show(plan)
        if written:
            terminal.follow(roster_import.apply(current, plan, skip_refused=arguments.skip_refused))
        if arguments.json:
            terminal.show_json(_as_data(plan, written=written))
        else:
            terminal.say(_outcome(plan, written=written))
    if stopped and not arguments.dry_run:
        raise AppError(
            _(
                "有 {count} 行不能导入，账簿没有改动。请改正这些行，或者加上 --skip-refused 跳过它们。"
            ).format(count=refused)
        )
    return 1 if stopped else 0


def _outcome(plan: ImportPlan, *, written: bool) -> str:
    changes = plan.count("new") + plan.count("changed")
    if not changes and not plan.count("refused"):
        return _("名册与表格一致，没有需要写入的内容。")
    if not changes:
        return _("除了不能导入的行，名册与表格一致，没有需要写入的内容。")
    if written:
        return _("已写入 {count} 人。要反悔，可以在窗口里撤销这一步。").format(count=changes)
    return _("只作了比较，没有写入任何内容。")


def _show(plan: ImportPlan) -> None:
    terminal.say(
        _(
            "“{name}”共 {rows} 人：新增 {new}，修改 {changed}，不变 {same}，不能导入 {refused}。"
        ).format(
            name=plan.file_name,
            rows=len(plan.rows),
            **{verdict: plan.count(verdict) for verdict in _VERDICTS},
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
    accepted = [row for row in plan.rows if row.verdict != "refused"]
    _list(_("表格："), notes)
    _list(_("不能导入："), [line for row in refused for line in _problems(row)])
    _list(_("将修改："), [_changes(row) for row in plan.rows if row.changes])
    _list(_("可以导入，但请核对："), [line for row in accepted for line in _problems(row)])


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


def _changes(row: RowPlan) -> str:
    return _("第 {line} 行 {name}：{changes}").format(
        line=row.line, name=row.name, changes="；".join(map(_change, row.changes))
    )


def _change(one: CellChange) -> str:
    if not one.old:
        return _("{title}补为“{new}”").format(title=one.title, new=_shown(one.key, one.new))
    return _("{title}“{old}”改为“{new}”").format(
        title=one.title, old=_shown(one.key, one.old), new=_shown(one.key, one.new)
    )


def _shown(key: str, value: str) -> str:
    """A value for the terminal: numbers that name a person are masked."""
    if BY_KEY[key].kind == "id":
        return people.mask_id(value)
    return people.mask_phone(value) if BY_KEY[key].kind == "phone" else value


def _as_data(plan: ImportPlan, *, written: bool) -> dict[str, Any]:
    return {
        "file": plan.file_name,
        "written": written,
        **{verdict: plan.count(verdict) for verdict in _VERDICTS},
        "sheet": plan.sheet,
        "mapped": dict(plan.mapped),
        "unmapped": list(plan.unmapped),
        "notes": list(plan.notes),
        "rows": [
            {
                "line": row.line,
                "name": row.name,
                "verdict": row.verdict,
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
            for row in plan.rows
        ],
    }
