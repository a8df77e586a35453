"""归档: a year as open data beside the papers, for programs that come after this one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, cast

from app import __version__
from app.services import (
    appraisal,
    branch,
    committee,
    dues,
    fields,
    groups,
    minutes,
    roster,
    tables,
    transfers,
)
from app.services.archive import Item, items
from app.services.roster_values import PRIVATE
from app.services.statements import CatalogueStatement


def year_data(year: int) -> dict[str, Any]:
    """The year as plain data: what the JSON file holds, and the workbook shows."""
    on = min(date(year, 12, 31), date.today())
    graded = appraisal.board(year)
    # health and hardship go into no archive by themselves (PRIV-04)
    columns = [one for one in fields.all_columns() if one.key not in PRIVATE]
    return {
        "format": "branch-ledger-year/1",
        "program": f"支部台账 {__version__}",
        "year": year,
        "as_at": on.isoformat(),
        "branch": {k: v for k, v in asdict(branch.facts()).items() if k != "practice"},
        "practice": branch.facts().practice,
        "own_fields": {column.key: column.title for column in fields.own_columns()},
        "members": [
            {
                "number": one.id,
                "stage": one.stage_title,
                **{column.key: one.values[column.key] for column in columns},
                "facts": [
                    dict(zip(("kind", "day", "note"), fact, strict=True)) for fact in one.facts
                ],
            }
            for one in roster.everybody(on)
        ],
        "terms": [_term_data(one) for one in committee.terms()],
        "groups": [
            {"name": one.name, "members": [member.name for member in one.members]}
            for one in groups.overview(on).groups
        ],
        "transfers": [
            {"member": one.member_id, "name": one.name, **one.facts._asdict()}
            for one in transfers.entries(on)
            if str(year) in (one.facts.issued_on[:4], one.facts.received_on[:4])
        ],
        "meetings": [_meeting_data(one) for one in minutes.meetings(year)],
        "appraisals": [
            {
                "member": one.person.id,
                "name": one.person.name,
                "strengths": one.strengths,
                "weaknesses": one.weaknesses,
                "direction": one.direction,
                "grade": one.grade,
                "grade_reason": one.grade_reason,
            }
            for one in graded
        ],
        "payments": [
            {**one._asdict(), "amount": f"{one.amount:.2f}"} for one in dues.payments(year)
        ],
        "documents": [_document_data(item) for item in items(year)],
    }


def _meeting_data(one: minutes.MeetingFacts) -> dict[str, Any]:
    data = asdict(one)
    data.pop("document")
    return {**data, "kind_title": minutes.KIND_TITLES[one.kind]}


def _term_data(one: committee.TermView) -> dict[str, Any]:
    data = one._asdict()
    return {**data, "seats": [seat._asdict() for seat in one.seats]}


def _document_data(item: Item) -> dict[str, Any]:
    one = item.document
    return {
        "file_number": item.file_number,
        "file_name": item.file_name,
        "retention": item.retention,
        "title": one.title,
        "day": one.day,
        "printed_at": one.printed_at,
        "code": one.code,
        "pages_of_a_copy": one.pages,
        "sha256": one.sha256,
        "copies": [
            {"number": copy.number, "holder": copy.holder, "steps": copy.done}
            for copy in one.copies
        ],
    }


def data_json(data: dict[str, Any]) -> bytes:
    """The year's data as JSON, UTF-8, in a stable order."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


_MEETING_COLUMNS = (
    "日期:day", "类型", "名称", "地点", "主持人", "记录人", "应到:integer", "实到:integer",
    "议题", "内容", "决议",
)  # fmt: skip
_APPRAISAL_COLUMNS = ("姓名", *(title for _key, title in appraisal.PARTS), "等次")
_DUES_COLUMNS = (
    "姓名",
    "月份:day",
    "金额（元）:amount",
    "交纳日期:day",
    "方式",
    "备注",
    "作废原因",
)
_CATALOGUE_COLUMNS = (
    "序号:integer", "档号", "文号", "责任者", "题名", "日期:day", "密级", "页数:integer", "备注",
)  # fmt: skip


def _columns(titles: Iterable[str]) -> list[tables.Column]:
    """Columns from ``title`` or ``title:kind``."""
    parts = [title.partition(":") for title in titles]
    return [tables.Column(title, cast("tables.Kind", kind or "text")) for title, _, kind in parts]


def workbook(data: dict[str, Any]) -> bytes:
    """The year's data as a workbook, a sheet for every subject; ID numbers are text."""
    used = [
        column
        for column in fields.all_columns()
        if any(row.get(column.key) for row in data["members"])
    ]
    members = [[row["stage"], *(row[column.key] for column in used)] for row in data["members"]]
    meetings = [
        [
            row["day"], row["kind_title"], row["title"], row["place"], row["chair"], row["recorder"],
            len(row["attendees"]), sum(one["state"] == "present" for one in row["attendees"]),
            row["topic"], row["text"], row["resolution"],
        ]
        for row in data["meetings"]
    ]  # fmt: skip
    graded = [
        [row["name"], row["strengths"], row["weaknesses"], row["direction"], row["grade"]]
        for row in data["appraisals"]
    ]
    paid = [
        [
            row["name"], row["month"], Decimal(row["amount"]), row["paid_on"], row["method"],
            row["note"], row["void_reason"],
        ]
        for row in data["payments"]
    ]  # fmt: skip
    roster_columns = _columns(["当前类别", *(column.title for column in used)])
    return tables.xlsx_bytes(
        [
            tables.Sheet("党员名册", roster_columns, members),
            tables.Sheet("会议记录", _columns(_MEETING_COLUMNS), meetings),
            tables.Sheet("民主评议", _columns(_APPRAISAL_COLUMNS), graded),
            tables.Sheet("党费", _columns(_DUES_COLUMNS), paid),
        ]
    )


def catalogue_workbook(statement: CatalogueStatement) -> bytes:
    """归档文件目录 as a workbook, with the nine columns of the printed one."""
    rows: list[list[tables.Value]] = [
        [
            int(row.number), row.file_number, row.document_number, row.author, row.title, row.day,
            row.secrecy, int(row.pages), row.note,
        ]
        for row in statement.rows
    ]  # fmt: skip
    sheet = tables.Sheet("归档文件目录", _columns(_CATALOGUE_COLUMNS), rows, "归档文件目录")
    return tables.xlsx_bytes([sheet])
