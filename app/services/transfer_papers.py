"""The statements of 组织关系: from the book to what paper says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app import dates
from app.models.branch import Branch
from app.money import capital_count, capital_digits
from app.rules import roster as roster_law
from app.rules import transfers as law
from app.services import branch, roster, transfers
from app.services.roster import Person
from app.services.transfers import Entry

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.transfers import (
        CertificateStatement,
        InternalLetterStatement,
        OverlayStatement,
        TransferSheetStatement,
        TransfersStatement,
    )

_NOTHING = "—"
_CATEGORY = {"full": "正式", "probationary": "预备"}
_SLIPS = {True: "需要", False: "不需要"}


def sheet(one: Entry, *, code: str = "", draft: bool = False) -> TransferSheetStatement:
    """《组织关系转出信息表》 of a transfer out."""
    from app.services.statements import transfers as statements

    person, facts, own = _person(one), one.facts, Branch.select().get()
    value = person.values
    known = {
        "name": one.name,
        "sex": value["sex"],
        "ethnic": value["ethnic"],
        "birth": dates.dotted(value["birth_day"]),
        "category": _category(one, person) + "党员",
        "education": value["education"],
        "id_number": value["id_number"],
        "phone": facts.member_phone or value["phone"],
        "admitted": dates.dotted(value["admitted"]),
        "confirmed": dates.dotted(value["confirmed"]),
        "post": value["post"] or "无",
        "job": " ".join(filter(None, (value["employer"], value["job"]))),
        "home": value["address"],
        "reason": facts.reason,
        "paper": law.PAPERS[facts.paper],
        "dues": dates.chinese(facts.dues_paid_to),
        "slip": _SLIPS[facts.slip],
        "from_unit": facts.from_unit,
        "to_unit": facts.to_unit,
        "addressee": facts.addressee,
        "contact": facts.contact,
        "days": f"{facts.valid_days}天" if facts.valid_days else "",
        "upper": own.upper,
        "address": facts.address,
        "office_phone": facts.phone,
        "fax": facts.fax,
        "postcode": facts.postcode,
    }
    return statements.TransferSheetStatement(
        imprint=branch.imprint(),
        branch=own.name,
        facts={key: text or _NOTHING for key, text in known.items()},
        code=code,
        draft=draft,
    )


def overlay(one: Entry, *, with_serial: bool = False) -> OverlayStatement:
    """What is printed onto the three parts of the stationery.

    The sheets come with their number printed; ``with_serial`` is for those that do not.
    """
    from app.services.statements import transfers as statements

    person, facts = _person(one), one.facts
    issued = dates.first_day(facts.issued_on) or date.today()
    year, month, day = str(issued.year), str(issued.month), str(issued.day)
    age = dates.full_years(person.values["birth_day"], issued)
    paid_year, paid_month = _year_month(facts.dues_paid_to)
    texts = {
        "stub_name": one.name,
        "stub_from": facts.from_unit,
        "stub_to": facts.to_unit,
        "addressee": facts.addressee,
        "name": one.name,
        "age": "" if age is None else str(age),
        "ethnic": person.values["ethnic"].removesuffix("族"),
        "id_number": person.values["id_number"],
        "from_unit": facts.from_unit,
        "to_unit": facts.to_unit,
        "dues_year": capital_digits(paid_year),
        "dues_month": capital_count(int(paid_month)) if paid_month else "",
        "days": capital_count(facts.valid_days) if facts.valid_days else "",
        "year": year,
        "month": month,
        "day": day,
        "phone": facts.member_phone or person.values["phone"],
        "address": facts.address,
        "office_phone": facts.phone,
        "fax": facts.fax,
        "postcode": facts.postcode,
        "slip_addressee": str(Branch.select(Branch.upper).scalar() or ""),
        "slip_name": one.name,
    }
    if with_serial:
        texts |= dict.fromkeys(("stub_serial", "serial", "slip_serial"), one.serial)
    return statements.OverlayStatement(
        imprint=branch.imprint(),
        texts={key: text for key, text in texts.items() if text},
        struck=_struck(person.values["sex"], _category(one, person)),
    )


def _struck(sex: str, category: str) -> tuple[str, ...]:
    """The alternatives that do not hold; where nothing is known nothing is struck out."""
    others = {"男": "female", "女": "male", "正式": "probationary", "预备": "full"}
    return tuple(others[word] for word in (sex, category) if word in others)


def certificate(one: Entry, *, code: str = "", draft: bool = False) -> CertificateStatement:
    """《中国共产党党员证明信》 of somebody who goes away for less than half a year."""
    from app.services.statements import transfers as statements

    own, facts = Branch.select().get(), one.facts
    return statements.CertificateStatement(
        imprint=branch.imprint(),
        serial=one.serial,
        name=one.name,
        category=_category(one, _person(one)),
        from_unit=facts.from_unit or own.name,
        to_unit=facts.to_unit,
        addressee=facts.addressee,
        purpose=facts.reason,
        issuer=own.upper or own.name,
        day=_three(facts.issued_on),
        code=code,
        draft=draft,
    )


def internal(one: Entry, *, code: str = "", draft: bool = False) -> InternalLetterStatement:
    """《党员组织关系介绍信（系统内）》 between branches of one committee."""
    from app.services.statements import transfers as statements

    person, facts = _person(one), one.facts
    own = branch.facts()
    return statements.InternalLetterStatement(
        imprint=branch.imprint(),
        unit=own.name,
        serial=one.serial,
        addressee=facts.addressee or facts.to_unit,
        name=one.name,
        sex=person.values["sex"],
        category=_category(one, person),
        id_number=person.values["id_number"],
        from_unit=facts.from_unit or own.name,
        to_unit=facts.to_unit,
        dues=_year_month(facts.dues_paid_to),
        phone=facts.member_phone or person.values["phone"],
        contact=facts.contact,
        day=_three(facts.issued_on),
        valid_days=str(facts.valid_days) if facts.valid_days else "",
        code=code,
        draft=draft,
    )


def register(year: int, *, code: str = "", draft: bool = False) -> TransfersStatement:
    """《党员组织关系转接登记簿》: what was issued or taken in a year, in the order of the days."""
    from app.services.statements import transfers as statements

    listed = [one for one in transfers.entries(date.today()) if _year_of(one) == str(year)]
    listed.sort(key=lambda one: (one.facts.issued_on or one.facts.received_on, one.id))
    return statements.TransfersStatement(
        imprint=branch.imprint(),
        year=year,
        branch=branch.facts().name,
        rows=tuple(_row(number, one) for number, one in enumerate(listed, 1)),
        code=code,
        draft=draft,
    )


def _year_of(one: Entry) -> str:
    """The year in whose register a transfer stands; '' where none (a certificate moves nobody)."""
    if one.facts.paper not in law.MOVES:
        return ""
    facts = one.facts
    day = facts.received_on if facts.direction == "in" else facts.issued_on or facts.received_on
    return day[:4]


def _row(number: int, one: Entry) -> tuple[str, ...]:
    facts, came = one.facts, one.facts.direction == "in"
    received = dates.dotted(facts.received_on)
    slip = dates.dotted(facts.slip_on) if facts.slip else _NOTHING
    if facts.cancelled_on:
        received, slip = "未转出", _NOTHING
    online = facts.paper == "online"
    return (
        str(number),
        one.name,
        _category(one, _person(one)) or _NOTHING,
        "转入" if came else "转出",
        one.other or _NOTHING,
        one.serial or ("网上" if online else _NOTHING),
        dates.dotted(facts.issued_on) or _NOTHING,
        f"{facts.valid_days}天" if facts.valid_days else _NOTHING,
        dates.dotted(facts.dues_paid_to) or _NOTHING,
        received,
        slip,
        facts.handler,
    )


def _person(one: Entry) -> Person:
    return roster.person(one.member_id, date.today())


def _category(one: Entry, person: Person) -> str:
    """正式 or 预备 on the day of the paper, also of one who has left since."""
    ladder = [(kind, day) for kind, day, _note in person.facts if kind in ("admitted", "confirmed")]
    on = dates.first_day(one.facts.received_on or one.facts.issued_on) or date.today()
    return _CATEGORY.get(roster_law.stage_at(ladder, on), "")


def _year_month(month: str) -> tuple[str, str]:
    year, _dash, number = month.partition("-")
    return (year, str(int(number))) if number else ("", "")


def _three(day: str) -> tuple[str, str, str]:
    """年 月 日 without leading zeros; all empty where the day is still to be written by hand."""
    if not day:
        return "", "", ""
    year, month, number = day.split("-")
    return year, str(int(month)), str(int(number))
