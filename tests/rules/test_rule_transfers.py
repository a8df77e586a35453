from __future__ import annotations

from datetime import date

import pytest

from app.rules import transfer_checks as checks
from app.rules import transfers as law
from app.rules.book import RuleBook
from app.rules.transfers import Absence, Move

TODAY = date(2026, 11, 22)


# -- which paper -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("absence", "paper", "keys"),
    [
        # for good: another unit, another home
        (Absence(leaving=True), "letter", ("moved", "letter")),
        (Absence(leaving=True, fixed=False), "letter", ("moved", "letter")),
        (Absence(leaving=True, place="province"), "online", ("moved", "online")),
        (Absence(leaving=True, place="city"), "online", ("moved", "online")),
        (Absence(leaving=True, place="system"), "online", ("moved", "online")),
        # exactly six months is a move
        (Absence(6), "letter", ("roster.away_months", "letter")),
        (Absence(24, place="city"), "online", ("roster.away_months", "online")),
        (Absence(5), "certificate", ("certificate",)),
        (Absence(4, proof=False), "certificate", ("certificate",)),
        # three months are short; without need of proof nothing is issued
        (Absence(3), "certificate", ("certificate",)),
        (Absence(3, proof=False), "none", ("short_months",)),
        (Absence(1, fixed=False, proof=False), "none", ("short_months",)),
        (Absence(1, fixed=False), "certificate", ("certificate",)),
        # place or time not settled
        (Absence(None), "permit", ("permit",)),
        (Absence(None, fixed=False), "permit", ("permit",)),
        (Absence(8, fixed=False), "permit", ("permit",)),
        (Absence(4, fixed=False), "permit", ("permit",)),
    ],
)
def test_the_paper_that_fits(
    book: RuleBook, absence: Absence, paper: str, keys: tuple[str, ...]
) -> None:
    found = law.suggest(book, TODAY, absence)
    assert found.paper == paper
    assert [one.key for one in found.ruled] == [
        key if "." in key else f"transfers.{key}" for key in keys
    ]
    assert all(one.cite.document and one.text for one in found.ruled)
    assert found.paper in law.PAPERS


def test_branches_of_one_committee_may_move_directly_where_that_is_decided(book: RuleBook) -> None:
    own = book.with_branch({"transfers.internal": "yes"})
    near = Absence(leaving=True, place="system")
    assert law.suggest(own, TODAY, near).paper == "internal"
    assert law.suggest(own, TODAY, near).ruled[1].cite.document == "本支部决定"
    assert law.suggest(own, TODAY, near._replace(place="city")).paper == "online"


@pytest.mark.parametrize(
    ("paper", "place", "days"),
    [
        ("letter", "elsewhere", 30),
        ("letter", "province", 30),
        ("letter", "city", 10),
        ("internal", "system", 10),
        ("online", "city", 30),
    ],
)
def test_how_long_a_paper_holds(book: RuleBook, paper: str, place: str, days: int) -> None:
    assert law.validity(book, TODAY, paper, place).value == days


def test_the_validity_is_the_branchs_to_decide(book: RuleBook) -> None:
    own = book.with_branch({"transfers.letter_days": 60, "transfers.city_days": 15})
    assert law.validity(own, TODAY, "letter", "elsewhere").value == 60
    assert law.validity(own, TODAY, "letter", "city").value == 15
    with pytest.raises(ValueError, match="letter_days"):
        book.with_branch({"transfers.letter_days": 181})


# -- how far it is ---------------------------------------------------------------------------------

OUT = Move("out", "letter", slip=True)
ISSUED = OUT._replace(issued_on="2026-11-01", valid_days=30)
TAKEN = ISSUED._replace(received_on="2026-11-10")
CAME = Move("in", "letter", "2026-10-01", 30, slip=True, received_on="2026-10-20")
PROOF = Move("out", "certificate", "2026-06-01")


@pytest.mark.parametrize(
    ("move", "state"),
    [
        (OUT, "draft"),
        (ISSUED, "issued"),
        (ISSUED._replace(cancelled_on="2026-11-05"), "cancelled"),
        (TAKEN, "received"),
        (TAKEN._replace(slip=False), "done"),
        (TAKEN._replace(slip_on="2026-11-20"), "done"),
        (CAME, "reply"),
        (CAME._replace(slip=False), "done"),
        (CAME._replace(slip_on="2026-11-01"), "done"),
        (PROOF, "away"),
        (PROOF._replace(received_on="2026-08-01"), "done"),
    ],
)
def test_the_state_of_a_move(move: Move, state: str) -> None:
    assert law.state(move) == state
    assert state in law.STATES


@pytest.mark.parametrize(
    ("move", "today", "expected"),
    [
        # the last day of 30 days from 1 November is 1 December
        (ISSUED, date(2026, 11, 1), ("expiry", date(2026, 12, 1), 30, 1)),
        (ISSUED, date(2026, 11, 17), ("expiry", date(2026, 12, 1), 14, 2)),
        (ISSUED, date(2026, 11, 24), ("expiry", date(2026, 12, 1), 7, 3)),
        (ISSUED, date(2026, 12, 1), ("expiry", date(2026, 12, 1), 0, 3)),
        (ISSUED, date(2026, 12, 2), ("expiry", date(2026, 12, 1), -1, 3)),
        (ISSUED._replace(valid_days=90), date(2026, 11, 1), ("expiry", date(2027, 1, 30), 90, 0)),
        (ISSUED._replace(valid_days=0), date(2026, 11, 1), None),
        # a month is clamped to the last day of a short one
        (TAKEN._replace(received_on="2026-01-31"), date(2026, 2, 28), ("slip", date(2026, 2, 28), 0, 3)),
        (CAME, date(2026, 11, 22), ("reply", date(2026, 11, 20), -2, 3)),
        (PROOF, date(2026, 11, 22), ("return", date(2026, 12, 1), 9, 2)),
        (OUT, TODAY, None),
        (TAKEN._replace(slip_on="2026-11-20"), TODAY, None),
        (ISSUED._replace(cancelled_on="2026-11-05"), TODAY, None),
    ],
)  # fmt: skip
def test_the_day_that_is_waited_for(
    book: RuleBook, move: Move, today: date, expected: tuple[str, date, int, int] | None
) -> None:
    found = law.deadline(book, move, today)
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (found.what, found.day, found.left, found.step) == expected
    assert found.overdue == (expected[2] < 0)
    assert found.ruled.cite.document


# -- what is odd -----------------------------------------------------------------------------------

WHOLE = {
    "name": "单雄", "sex": "男", "to_unit": "中共岭东电器支部", "addressee": "中共岭东县委组织部",
    "id_number": "1", "ethnic": "汉族", "birth_day": "1980-05-06", "dues_paid_to": "2026-11",
    "phone": "13900000001", "address": "示例路", "office_phone": "1",
}  # fmt: skip
CAME_WHOLE = {"from_unit": "中共岭东电器支部", "number": "0001", "dues_paid_to": "2026-10"}


def told(book: RuleBook, values: dict[str, str], move: Move) -> list[tuple[str, str]]:
    found = checks.findings(book, "out" if move.direction == "out" else "in", values, move, TODAY)
    return [(one.field, one.strength) for one in found]


@pytest.mark.parametrize(
    ("change", "move", "expected"),
    [
        ({}, ISSUED, []),
        ({"dues_paid_to": "2026-10"}, ISSUED, [("dues_paid_to", "general")]),
        ({"dues_paid_to": "2027-02"}, ISSUED, []),
        ({"dues_paid_to": "", "phone": ""}, ISSUED, [("dues_paid_to", "hard"), ("phone", "general")]),
        ({"addressee": "", "id_number": ""}, PROOF, []),
        ({"to_unit": ""}, PROOF, [("to_unit", "hard")]),
        ({}, ISSUED._replace(valid_days=91), [("valid_days", "general")]),
        ({}, ISSUED._replace(paper="online", valid_days=120), []),
        ({}, ISSUED._replace(issued_on="2026-11-23"), [("issued_on", "hard")]),
        ({}, TAKEN._replace(received_on="2026-10-31"), [("received_on", "hard")]),
        ({}, TAKEN._replace(slip_on="2026-11-09"), [("slip_on", "hard")]),
        # 30 days from 22 October are over on 21 November
        ({}, ISSUED._replace(issued_on="2026-10-23"), []),
        ({}, ISSUED._replace(issued_on="2026-10-22"), [("issued_on", "general")]),
        ({}, ISSUED._replace(issued_on="2026-05-22"), [("issued_on", "general")]),
        ({}, ISSUED._replace(issued_on="2026-05-21"), [("issued_on", "general")] * 2),
        # whoever has been taken is no longer late
        ({}, TAKEN._replace(issued_on="2026-05-21"), []),
        ({}, ISSUED._replace(issued_on="2026-05-21", cancelled_on="2026-06-01"), []),
    ],
)  # fmt: skip
def test_what_is_odd_about_a_move_out(
    book: RuleBook, change: dict[str, str], move: Move, expected: list[tuple[str, str]]
) -> None:
    # that half a year has passed is said as a warning: nothing is concluded
    assert told(book, {**WHOLE, **change}, move) == expected


@pytest.mark.parametrize(
    ("change", "move", "expected"),
    [
        ({}, CAME, []),
        ({"number": "", "from_unit": ""}, CAME, ["from_unit", "number"]),
        ({"number": ""}, CAME._replace(paper="online"), []),
        ({}, CAME._replace(issued_on=""), ["issued_on"]),
        ({"dues_paid_to": "2026-09"}, CAME, ["dues_paid_to"]),
        ({}, CAME._replace(received_on="2026-11-01"), ["issued_on"]),
        ({"dues_paid_to": "2026-01"}, CAME._replace(issued_on="2026-01-05"), ["issued_on", "issued_on"]),
    ],
)  # fmt: skip
def test_what_is_odd_about_a_move_in(
    book: RuleBook, change: dict[str, str], move: Move, expected: list[str]
) -> None:
    found = told(book, {**CAME_WHOLE, **change}, move)
    assert found == [(field, "general") for field in expected]


def test_half_a_year_cites_the_rule_and_only_warns(book: RuleBook) -> None:
    move = ISSUED._replace(issued_on="2026-05-21")
    late, inactive = checks.findings(book, "out", WHOLE, move, TODAY)
    assert late.cite is not None
    assert inactive.cite is not None
    assert inactive.cite.text.endswith("第三十一条")
    assert inactive.strength == "general"
    assert "不作结论" in inactive.message


# -- who is responsible ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ([("admitted", "2003-06-20")], {"2000-01-01": "here", "2026-01-01": "here"}),
        ([("transferred_in", "2012-03-15")], {"2012-03-14": "before", "2012-03-15": "here"}),
        (
            [("admitted", "2003"), ("transferred_out", "2020-05-06")],
            {"2020-05-05": "here", "2020-05-06": "after"},
        ),
        (
            [("transferred_in", "2024-01-10"), ("transferred_out", "2020-05-06")],
            {"2020-05-05": "here", "2023-01-01": "after", "2024-01-10": "here"},
        ),
        (
            # in and out on one day
            [("transferred_out", "2020-05-06"), ("transferred_in", "2020-05-06")],
            {"2020-05-05": "before", "2020-05-06": "after"},
        ),
    ],
)
def test_who_is_responsible_on_a_day(facts: list[tuple[str, str]], days: dict[str, str]) -> None:
    for day, where in days.items():
        assert law.responsible(facts, date.fromisoformat(day)) == where
