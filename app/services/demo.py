"""The practice book (演示账簿): an invented branch with a year of work, to try everything on.

The data lie in ``resources/demo``; they go into the book through the same services that the
secretary uses. The people do not change from year to year, the year's work is dated in the year
of the day on which the book is made, and nothing in it lies ahead of that day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app import dates, files
from app.errors import AppError
from app.i18n import _
from app.paths import RESOURCES
from app.services import (
    appraisal,
    book,
    branch,
    copies,
    demo_committee,
    demo_fields,
    demo_life,
    demo_mobile,
    demo_transfers,
    dues,
    minutes,
    roster,
)
from app.services.book import Book
from app.services.branch import BranchFacts
from app.services.journal import action
from app.services.lock import BookLock
from app.services.minutes import MeetingFacts

#: The invented people are plausible from this year on.
FIRST_YEAR = 2025
#: The file name that the practice book has where the user does not choose one.
FILE_NAME = "演示账簿.zbtz"

_DATA = RESOURCES / "demo"
_METHOD = "转账"


def open_or_create(path: Path, today: date) -> Book:
    """Open the practice book with what the user did in it; make it when there is none.

    Raises:
        AppError: the file cannot be opened, or its folder cannot be written.
    """
    return book.open_book(path) if path.exists() else create(path, today)


def create(path: Path, today: date) -> Book:
    """Make the practice book anew and open it; an existing practice book is replaced at once.

    Raises:
        AppError: the file there is no practice book, somebody has it open, the folder cannot be
            written, or ``today`` lies before ``FIRST_YEAR``. What was there is not changed then.
    """
    if today.year < FIRST_YEAR:
        raise AppError(_("演示内容从 {year} 年开始，请换一个年份。").format(year=FIRST_YEAR))
    if path.exists():
        _expect_practice(path)
    # always the same name, so that what a killed program left is taken away the next time
    fresh = path.with_name(f".{path.stem}.fresh{path.suffix}")
    lock = BookLock(path)
    try:
        copies.remove(fresh)
        made = book.create(fresh, _branch_facts())
        try:
            _fill(today)
        finally:
            book.close(made)
        if not lock.take():
            raise _in_use(path)
        files.replace(fresh, path)
        for ending in copies.SIDE_FILES:
            Path(f"{path}{ending}").unlink(missing_ok=True)
    except OSError as error:
        raise files.os_error(error, path) from error
    finally:
        lock.release()
        copies.remove(fresh)
    return book.open_book(path)


def _expect_practice(path: Path) -> None:
    """Refuse to replace anything but a practice book that nobody has open."""
    try:
        found = book.open_book(path)
    except AppError as error:
        raise _not_practice(path) from error
    practice = branch.facts().practice
    book.close(found)
    if not practice:
        raise _not_practice(path)
    if found.read_only:
        raise _in_use(path)


def _not_practice(path: Path) -> AppError:
    return AppError(
        _("“{name}”不是演示账簿，没有改动它。请换一个文件夹或文件名。").format(name=path.name)
    )


def _in_use(path: Path) -> AppError:
    return AppError(
        _("演示账簿“{name}”正在别处打开，没有改动它。请先关闭再试。").format(name=path.name)
    )


# -- what is in it ------------------------------------------------------------------------------


def _read(name: str) -> dict[str, Any]:
    with open(_DATA / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def _branch_facts() -> BranchFacts:
    return BranchFacts(**_read("members")["branch"], practice=True)


def _fill(today: date) -> None:
    with action(_("建立演示账簿"), undoable=False):
        numbers = _enter_people()
        demo_fields.fill(numbers)
        demo_life.fill(today, numbers)
        demo_committee.fill(today, numbers)
        demo_mobile.fill(today, numbers)
        _enter_appraisals(today.year, numbers)
        _enter_meetings(today, numbers)
        _enter_dues(today, numbers)
        demo_transfers.fill(today, numbers)


def _enter_people() -> dict[str, int]:
    """Enter everybody; returns their numbers by name (no two have the same)."""
    numbers = {}
    for values in _read("members")["members"]:
        facts = values.pop("facts", ())
        number = roster.save(None, values)
        for fact in facts:
            roster.add_fact(number, fact["kind"], fact["day"], fact["note"])
        numbers[values["name"]] = number
    return numbers


def _enter_appraisals(year: int, numbers: Mapping[str, int]) -> None:
    found = _read("appraisals")["appraisals"]
    for before, key in ((1, "previous"), (0, "grade")):
        graded = {one.person.id: one.graded for one in appraisal.board(year - before)}
        for one in found:
            number = numbers[one["name"]]
            if number not in graded:
                continue
            values = {"grade": one[key]} if graded[number] and one.get(key) else {}
            if not before:
                values |= {part: one[part] for part, _title in appraisal.PARTS}
            if values:
                appraisal.save(year - before, number, values)


def _enter_meetings(today: date, numbers: Mapping[str, int]) -> None:
    names = {number: name for name, number in numbers.items()}
    years = {"year": str(today.year), "last": str(today.year - 1)}
    for data in _read("meetings")["meetings"]:
        day = _weekday(date(today.year, data.pop("month"), data.pop("day")))
        if day >= today:
            continue
        away = {name: (state, reason) for name, state, reason in data.pop("away", ())}
        texts = {key: text.strip().format(**years) for key, text in data.items()}
        attendees = tuple(
            minutes.Attendee(one.member_id, one.name, *away.get(names[one.member_id], ()))
            for one in minutes.expected(day, data["kind"])
        )
        minutes.save(MeetingFacts(day=day.isoformat(), **texts, attendees=attendees))


def _weekday(day: date) -> date:
    """The day itself, or the nearest working day of a week-end."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _enter_dues(today: date, numbers: Mapping[str, int]) -> None:
    data = _read("dues")
    admitted = {one.id: one.values["admitted"] for one in roster.members(today)}
    for group in data["groups"]:
        for name in group["names"]:
            open_months = data["behind"].get(name, 0)
            method = data["methods"].get(name, _METHOD)
            since = admitted.get(numbers[name])
            for month in _months(today, open_months):
                if since is None or month < since[:7]:
                    continue
                first = dates.first_day(month) or today
                paid_on = _weekday(first.replace(day=data["day"])).isoformat()
                dues.pay(numbers[name], month, group["amount"], paid_on=paid_on, method=method)


def _months(today: date, left_out: int) -> Iterator[str]:
    """The months of the year before today's month, as YYYY-MM, without the last ones."""
    for month in range(1, today.month - left_out):
        yield f"{today.year}-{month:02d}"
