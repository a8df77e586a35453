"""A branch with a year of work, ready to be printed."""

from __future__ import annotations

import io
from collections.abc import Callable

import pdfplumber
import pytest

from app.services import appraisal, dues, minutes
from app.services.minutes import Attendee, MeetingFacts

YEAR = 2025


@pytest.fixture
def worked(people: dict[str, int]) -> dict[str, int]:
    """The invented people with texts of the appraisal, a meeting (number 1) and dues."""
    for name in ("单雄", "解小芳", "欧阳雪"):
        appraisal.save(
            YEAR,
            people[name],
            {
                "strengths": f"{name}工作扎实，带头完成任务。",
                "weaknesses": f"{name}学习不够系统。",
                "direction": f"{name}今后加强学习。",
            },
        )
    minutes.save(
        MeetingFacts(
            "assembly", "2025-03-05", start="09:30", end="11:00", place="会议室", chair="单雄",
            recorder="解小芳", topic="讨论计划", text="一、通报。\n二、表决。",
            attendees=(
                Attendee(people["单雄"], "单雄"), Attendee(people["张三"], "张三", "leave", "出差"),
            ),
        )
    )  # fmt: skip
    dues.pay(people["单雄"], "2025-01", "75.5", months=3, paid_on="2025-03-20")
    return people


@pytest.fixture
def text_of() -> Callable[[bytes], list[str]]:
    """The text of a PDF, page by page, without blanks."""

    def read(pdf: bytes) -> list[str]:
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            return ["".join((page.extract_text() or "").split()) for page in opened.pages]

    return read
