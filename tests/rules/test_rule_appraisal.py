from datetime import date

import pytest

from app.rules import appraisal
from app.rules.book import NoRule, RuleBook

DAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("members", "limit"),
    [(0, 0), (1, 0), (2, 0), (3, 1), (5, 1), (6, 2), (7, 2), (9, 3), (10, 3), (12, 4), (20, 6)],
)
def test_quota_is_a_third_rounded_down(book: RuleBook, members: int, limit: int) -> None:
    found = appraisal.quota(book, DAY, members)
    assert found.limit == limit
    assert found.ruled.strength == "general"
    assert "民主评议" in found.ruled.cite.text


@pytest.mark.parametrize(("share", "limit"), [("3/20", 3), ("1/4", 5), ("1/5", 4), ("3/10", 6)])
def test_quota_of_the_branch(book: RuleBook, share: str, limit: int) -> None:
    found = appraisal.quota(book.with_branch({"appraisal.quota": share}), DAY, 20)
    assert found.limit == limit
    assert found.ruled.cite.text == "本支部决定"


def test_grades(book: RuleBook) -> None:
    assert appraisal.grades(book, DAY).value == ("优秀", "合格", "基本合格", "不合格")
    with pytest.raises(NoRule):
        appraisal.grades(book, date(2018, 10, 27))


@pytest.mark.parametrize(
    ("stage", "part", "graded", "text"),
    [
        ("full", True, True, "优秀"),
        ("probationary", True, False, "预备党员，不评定等次"),
        ("prospect", False, False, ""),
        ("activist", False, False, ""),
        ("applicant", False, False, ""),
        ("former", False, False, ""),
        ("", False, False, ""),
    ],
)
def test_who_takes_part(book: RuleBook, stage: str, part: bool, graded: bool, text: str) -> None:
    assert appraisal.takes_part(stage) is part
    assert appraisal.gets_grade(stage) is graded
    assert appraisal.grade_text(book, DAY, stage, "优秀") == text
