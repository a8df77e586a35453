from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import AppError
from app.registers import appraisal as register
from app.services import appraisal, documents, journal, roster
from app.services.appraisal import Entry
from app.services.jobs import run

YEAR = 2025

Texts = Callable[[bytes], list[str]]


def _entries(*names: str) -> list[Entry]:
    return [one for one in appraisal.board(YEAR) if one.person.name in names]


def _ready(name: str) -> list[str]:
    (one,) = _entries(name)
    return [found.field for found in register.ready(YEAR, one, appraisal.board(YEAR))]


def test_two_members_are_printed_and_recorded(worked: dict[str, int], text_of: Texts) -> None:
    steps: list[str] = []
    printed = run(
        register.issue(YEAR, _entries("单雄", "解小芳")), lambda step: steps.append(step.text)
    )
    assert printed.members == 2
    assert steps == ["单雄", "解小芳", "合并成一个文件"]
    pages = text_of(printed.pdf)
    assert len(pages) == 4, "two copies of each"
    assert ["单雄" in page for page in pages] == [True, True, False, False]
    first, second = documents.issued(YEAR)
    assert (first.title, first.subject, first.pages) == (
        "单雄2025年度党员民主评议表", worked["单雄"], 1,
    )  # fmt: skip
    assert [copy.next_step for copy in second.copies] == ["secretary_signed"] * 2
    kept = text_of(documents.content(first.id))
    assert kept == pages[:2], "what is kept is what was printed"
    assert "单雄工作扎实" in kept[0]
    assert "预览" not in "".join(pages)
    for one in _entries("单雄", "解小芳"):
        assert one.document is not None
        assert not appraisal.changed_since_print(YEAR, one)


def test_the_paper_remembers_its_rules(worked: dict[str, int]) -> None:
    run(register.issue(YEAR, _entries("单雄")))
    from app.models.documents import Document

    assert "appraisal.grades: " in Document.get().rules


def test_a_preview_records_nothing(worked: dict[str, int], text_of: Texts) -> None:
    before = journal.count()
    pages = text_of(register.preview(YEAR, _entries("单雄", "张三")))
    assert len(pages) == 4
    assert all("预览" in page for page in pages)
    assert journal.count() == before
    assert documents.issued(YEAR) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("张三", "张三的评议表还不能打印：“成绩和优点”还没有写"), ("买买提·艾力", "还不能打印")],
)
def test_one_that_is_not_ready_stops_all(worked: dict[str, int], name: str, words: str) -> None:
    with pytest.raises(AppError, match=words):
        run(register.issue(YEAR, _entries("单雄", name)))
    assert documents.issued(YEAR) == []


def test_a_character_without_a_font_stops_it(worked: dict[str, int]) -> None:
    assert _ready("单雄") == []
    appraisal.save(YEAR, worked["单雄"], {"strengths": "一个没有的字：\U000e0101\U0003ffff"})
    assert _ready("单雄") == ["name"]
    with pytest.raises(AppError, match="这些字没有字体"):
        run(register.issue(YEAR, _entries("单雄")))


def test_a_rare_name_is_printed(worked: dict[str, int], text_of: Texts) -> None:
    roster.save(worked["单雄"], {"name": "单㛃"})
    printed = run(register.issue(YEAR, _entries("单㛃")))
    assert "单㛃" in text_of(printed.pdf)[0]


def test_stopped_in_the_middle(worked: dict[str, int]) -> None:
    for stop_after in (1, 2, 3):
        job = register.issue(YEAR, _entries("单雄", "解小芳"))
        for _step in range(stop_after):
            next(job)
        job.close()
        assert documents.issued(YEAR) == []


def test_printed_from_the_book_and_not_from_an_old_screen(
    worked: dict[str, int], text_of: Texts
) -> None:
    shown = _entries("单雄")
    appraisal.save(YEAR, worked["单雄"], {"strengths": "后来改好了。"})
    printed = run(register.issue(YEAR, shown))
    assert "后来改好了" in text_of(printed.pdf)[0]
    assert not appraisal.changed_since_print(YEAR, _entries("单雄")[0])


def test_printed_again(worked: dict[str, int]) -> None:
    for _time in range(2):
        run(register.issue(YEAR, _entries("单雄")))
    assert [one.void_reason for one in documents.issued(YEAR)] == ["已重新打印", ""]


def test_the_grade_is_on_the_form_when_the_branch_wants_it(
    worked: dict[str, int], text_of: Texts
) -> None:
    appraisal.save_year(YEAR, day="2026-01-10", cutoff="", show_grade=True)
    with pytest.raises(AppError, match="还没有评定等次"):
        run(register.issue(YEAR, _entries("单雄", "欧阳雪")))
    appraisal.save(YEAR, worked["单雄"], {"grade": "合格"})
    pages = text_of(run(register.issue(YEAR, _entries("单雄", "欧阳雪"))).pdf)
    assert "预备党员，不评定等次" in pages[2]
    assert {one.day for one in documents.issued(YEAR)} == {"2026-01-10"}


def test_blocking() -> None:
    found = [register.Finding("general", "x"), register.Finding("hard", "y")]
    assert [one.message for one in register.blocking(found)] == ["y"]
