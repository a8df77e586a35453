"""民主评议党员: who takes part, who is graded, how many may be 优秀."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.i18n import N_
from app.rules.book import RuleBook, Ruled

#: The three parts of the form, with the words of its labels (APPR-09).
PARTS: tuple[tuple[str, str], ...] = (
    ("strengths", N_("成绩和优点")),
    ("weaknesses", N_("问题和不足")),
    ("direction", N_("努力方向")),
)


class Quota(NamedTuple):
    """At most ``limit`` members may be graded 优秀, by the rule ``ruled``."""

    limit: int
    ruled: Ruled


def grades(book: RuleBook, day: date) -> Ruled:
    """The grades in force, best first (a tuple of texts)."""
    return book.at("appraisal.grades", day)


def quota(book: RuleBook, day: date, full_members: int) -> Quota:
    """How many may be 优秀 among the full members whose relation is here (rounded down).

    Probationary members are not counted (APPR-04: 3 → 1, 7 → 2, 10 → 3, 12 → 4).
    """
    ruled = book.at("appraisal.quota", day)
    share, _slash, of = str(ruled.value).partition("/")
    return Quota(full_members * int(share) // int(of), ruled)


def takes_part(stage: str) -> bool:
    """Whether a person in this stage takes part in the appraisal."""
    return stage in ("full", "probationary")


def gets_grade(stage: str) -> bool:
    """Whether a person in this stage gets a grade: full members do."""
    return stage == "full"


def grade_text(book: RuleBook, day: date, stage: str, grade: str) -> str:
    """What the form says in 评定等次: the grade, or why there is none (APPR-05)."""
    if takes_part(stage) and not gets_grade(stage):
        return str(book.at("appraisal.probationary", day).value)
    return grade if gets_grade(stage) else ""
