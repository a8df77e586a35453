import random
from datetime import date

import pytest

from app.rules import roster
from app.rules.book import RuleBook

FULL = [
    ("applied", "2010-03-01"),
    ("activist", "2010-09"),
    ("prospect", "2011-10-10"),
    ("admitted", "2012-05-20"),
    ("confirmed", "2013-05-20"),
]
GUEST = [("admitted", "2001-07-01"), ("confirmed", "2002-07-01"), ("transferred_in", "2020-05-06")]


@pytest.mark.parametrize(
    ("facts", "on", "stage"),
    [
        ([], "2026-01-01", ""),
        (FULL, "2010-02-28", ""),
        (FULL, "2010-03-01", "applicant"),
        (FULL, "2010-08-31", "applicant"),
        (FULL, "2010-09-01", "activist"),
        (FULL, "2011-10-09", "activist"),
        (FULL, "2011-10-10", "prospect"),
        (FULL, "2012-05-19", "prospect"),
        (FULL, "2012-05-20", "probationary"),
        (FULL, "2013-05-19", "probationary"),
        (FULL, "2013-05-20", "full"),
        (FULL, "2026-11-22", "full"),
        # unknown days count always, partial ones from their first day
        ([("confirmed", "")], "1900-01-01", "full"),
        ([("admitted", ""), ("confirmed", "2013")], "2012-12-31", "probationary"),
        ([("admitted", ""), ("confirmed", "2013")], "2013-01-01", "full"),
        # here only from the transfer on
        (GUEST, "2010-01-01", ""),
        (GUEST, "2020-05-05", ""),
        (GUEST, "2020-05-06", "full"),
        ([("admitted", "2019-06-01"), ("transferred_in", "")], "2019-06-01", "probationary"),
        # leaving and coming back
        ([*FULL, ("transferred_out", "2018-01-01")], "2017-12-31", "full"),
        ([*FULL, ("transferred_out", "2018-01-01")], "2018-01-01", "former"),
        (
            [*FULL, ("transferred_out", "2018-01-01"), ("transferred_in", "2020")],
            "2016-01-01",
            "full",
        ),
        (
            [*FULL, ("transferred_out", "2018-01-01"), ("transferred_in", "2020")],
            "2019-12-31",
            "former",
        ),
        (
            [*FULL, ("transferred_out", "2018-01-01"), ("transferred_in", "2020")],
            "2020-01-01",
            "full",
        ),
        ([*FULL, ("removed", "2018-01-01")], "2026-01-01", "former"),
        ([*FULL, ("died", "2018-01")], "2018-01-01", "former"),
        ([*FULL, ("died", "2018-01")], "2017-12-31", "full"),
        ([*FULL, ("stopped", "2018-01-01")], "2018-06-01", "former"),
        ([*FULL, ("stopped", "2018-01-01"), ("restored", "2019-01-01")], "2018-06-01", "former"),
        ([*FULL, ("stopped", "2018-01-01"), ("restored", "2019-01-01")], "2019-01-01", "full"),
        ([*FULL, ("transferred_out", "")], "2015-01-01", "former"),
        # the same day, or both unknown: in before out, stopped before restored
        ([*FULL, ("transferred_in", ""), ("transferred_out", "")], "2015-01-01", "former"),
        ([*FULL, ("transferred_in", "2014"), ("transferred_out", "2014")], "2015-01-01", "former"),
        ([*FULL, ("stopped", "2014"), ("restored", "2014")], "2015-01-01", "full"),
        ([*FULL, ("restored", "2014"), ("removed", "2014")], "2015-01-01", "former"),
        # the time as a probationary member goes on, or ends without becoming a member
        ([("admitted", "2020"), ("extended", "2021")], "2021-06-01", "probationary"),
        (
            [("admitted", "2020"), ("extended", "2021"), ("confirmed", "2022")],
            "2022-06-01",
            "full",
        ),
        ([("admitted", "2020"), ("cancelled", "2021-03-01")], "2021-02-28", "probationary"),
        ([("admitted", "2020"), ("cancelled", "2021-03-01")], "2021-03-01", "former"),
        # applicants leave too
        ([("applied", "2020-01-01"), ("left", "2021-01-01")], "2022-01-01", "former"),
        ([("applied", "2020-01-01"), ("transferred_out", "2021-01-01")], "2022-01-01", "former"),
        # what does not bear on the stage
        (
            [*FULL, ("mobile_out", "2014"), ("lost", "2015"), ("found", "2016"), ("other", "2017")],
            "2026-01-01",
            "full",
        ),
        ([("transferred_in", "2020-01-01")], "2021-01-01", ""),
    ],
)
def test_stage(facts: list[tuple[str, str]], on: str, stage: str) -> None:
    day = date.fromisoformat(on)
    assert stage in roster.STAGES
    assert roster.stage_at(facts, day) == stage
    # the order in which facts were entered means nothing
    shuffled = facts.copy()
    random.Random(7).shuffle(shuffled)
    assert roster.stage_at(shuffled, day) == stage


def test_every_kind_has_a_title() -> None:
    assert len(roster.FACT_TITLES) == 19
    assert all(roster.FACT_TITLES.values())


LEAVING = ["community", "transferred_out", "stopped", "removed", "died"]


@pytest.mark.parametrize(
    ("facts", "lasting", "kinds"),
    [
        ([], (), ["applied", "activist", "prospect", "admitted", "confirmed", "transferred_in"]),
        ([("applied", "2020")], (), ["activist", "left", "died"]),
        ([("applied", "2020"), ("activist", "2021")], (), ["prospect", "left", "died"]),
        ([("prospect", "2021")], (), ["admitted", "left", "died"]),
        (
            [("admitted", "2021")], (),
            ["confirmed", "extended", "cancelled", "mobile_out", "lost", *LEAVING],
        ),
        (
            [("admitted", "2021"), ("extended", "2022")], (),
            ["confirmed", "cancelled", "mobile_out", "lost", *LEAVING],
        ),
        ([("admitted", "2021"), ("cancelled", "2022")], (), []),
        # already noted, for a day that lies ahead
        ([("admitted", "2021"), ("confirmed", "2031")], (), ["mobile_out", "lost", *LEAVING]),
        (FULL, (), ["mobile_out", "lost", *LEAVING]),
        (FULL, ("mobile_out",), ["mobile_back", "lost", *LEAVING]),
        (FULL, ("lost",), ["mobile_out", "found", *LEAVING]),
        ([*FULL, ("transferred_out", "2024")], (), ["transferred_in"]),
        (
            [*FULL, ("transferred_out", "2024"), ("transferred_in", "2025")], (),
            ["mobile_out", "lost", *LEAVING],
        ),
        ([*FULL, ("stopped", "2024")], (), ["restored", "removed", "died"]),
        ([*FULL, ("stopped", "2024"), ("removed", "2025")], (), []),
        ([*FULL, ("died", "2024")], (), []),
    ],
)  # fmt: skip
def test_what_can_happen_next(
    facts: list[tuple[str, str]], lasting: tuple[str, ...], kinds: list[str]
) -> None:
    possible = roster.possible(reversed(facts), lasting, date(2026, 1, 1))
    assert list(possible) == kinds
    assert set(possible) <= set(roster.FACT_TITLES)


SOUND = {
    "birth_day": "1985-03-12",
    "applied": "2010-03-01",
    "activist": "2010-09-01",
    "prospect": "2011-09-01",
    "admitted": "2012-05-20",
    "confirmed": "2013-05-20",
    "work_start": "2007-07",
    "transferred_in": "2020-05-06",
    "sex": "女",
    "id_number": "999901198503120021",
}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        # the order of a life
        ({"confirmed": "2012-05-19"}, [("hard", "confirmed")]),
        ({"confirmed": "2011"}, [("hard", "confirmed")]),
        ({"admitted": "2011-08-31"}, [("hard", "admitted")]),
        ({"activist": "2010-02"}, [("hard", "activist")]),
        ({"applied": "1985-03-11"}, [("hard", "applied")]),
        ({"birth_day": "2015", "id_number": ""}, [("hard", "work_start"), ("hard", "applied")]),
        ({"work_start": "1985-02"}, [("hard", "work_start")]),
        ({"transferred_in": "1984"}, [("hard", "transferred_in")]),
        # partial days are given the benefit of the doubt
        ({"confirmed": "2013"}, []),
        ({"admitted": "2012", "confirmed": "2012"}, []),
        ({"admitted": "2012", "confirmed": "2012-11"}, [("general", "confirmed")]),
        ({"activist": "2010-03"}, []),
        # ages
        ({"birth_day": "1992-03-01", "id_number": ""}, []),
        ({"birth_day": "1992-03-02", "id_number": ""}, [("hard", "applied")]),
        ({"birth_day": "1992-03", "id_number": ""}, []),
        ({"birth_day": "1992", "id_number": ""}, []),
        (
            {"birth_day": "1995-01-01", "id_number": ""},
            [("hard", "applied"), ("hard", "admitted")],
        ),
        # long ago nobody had these rules
        (
            {
                "birth_day": "1940-01-01", "applied": "1955", "activist": "", "prospect": "",
                "admitted": "1957", "confirmed": "1957-10", "work_start": "1956", "id_number": "",
            },
            [],
        ),
        # waiting times
        ({"confirmed": "2013-05-19"}, []),
        ({"confirmed": "2013-05-18"}, [("general", "confirmed")]),
        # the activist's year counts since the rules of 2014
        ({"prospect": "2011-03-01"}, []),
        (
            {
                "activist": "2020-01-15", "prospect": "2021-01-13", "admitted": "2021-06-01",
                "confirmed": "2022-06-01", "applied": "2019-06-01",
            },
            [("general", "prospect")],
        ),
        # days that lie ahead
        ({"confirmed": "2026-11-23"}, [("hard", "confirmed")]),
        ({"confirmed": "2026-11-22"}, []),
        ({"confirmed": "2027"}, [("hard", "confirmed")]),
        # citizen ID
        ({"birth_day": "1985-03-13"}, [("general", "birth_day")]),
        ({"birth_day": "1985-03"}, []),
        ({"birth_day": "1985"}, []),
        ({"birth_day": ""}, []),
        ({"sex": "男"}, [("general", "sex")]),
        ({"sex": ""}, []),
        ({"id_number": "99990119850312002"}, []),
        ({"id_number": "9999011985031200AX"}, []),
        # what cannot be read is for another check
        ({"confirmed": "not yet"}, []),
    ],
)  # fmt: skip
def test_plausibility(
    book: RuleBook, change: dict[str, str], fields: list[tuple[str, str]]
) -> None:
    found = roster.plausibility({**SOUND, **change}, book, date(2026, 11, 22))
    assert [(one.strength, one.field) for one in found] == fields
    assert all(one.message.endswith("。") for one in found)


def test_without_rules_only_logic_is_asked() -> None:
    early = {**SOUND, "confirmed": "2012-06-01"}
    assert roster.plausibility(early) == []
    assert roster.plausibility({}) == []


def test_a_finding_carries_its_rule(book: RuleBook) -> None:
    (one,) = roster.plausibility({"birth_day": "2010-01-01", "applied": "2026-06-01"}, book)
    assert one.cite is not None
    assert one.cite.text == "《中国共产党发展党员工作细则》（2026年修订）第五条"
    assert "18" in one.message
