"""Sign-in sheet, notice and the table of a year as they stand on paper."""

from __future__ import annotations

import pytest

from app.errors import AppError
from app.forms import minutes_notice, minutes_papers, minutes_year
from app.services.statements.minutes_papers import (
    KindYear,
    MeetingYearStatement,
    NoticeStatement,
    SignInStatement,
    YearMeeting,
)

MM = 72 / 25.4
TEXT = (
    "根据工作安排，定于2026年11月22日召开支部党员大会。\n一、会议时间：14:30\n二、会议地点：活动室"
)


@pytest.fixture
def sheet(imprint):
    def make(count: int, *, observers: bool = True, **more: str) -> bytes:
        facts = {"name": "第四季度支部党员大会", "time": "2026年11月22日 14:30", "place": "活动室"}
        people = tuple(f"党员{number}" for number in range(1, count + 1))
        statement = SignInStatement(
            imprint, "支部党员大会签到表", imprint.branch, **{**facts, **more},
            people=people, observers=observers,
        )  # fmt: skip
        return minutes_papers.draw(statement)

    return make


@pytest.fixture
def notice(imprint):
    def make(text: str = TEXT, title: str = "关于召开支部党员大会的通知", **more) -> bytes:
        facts = {"signer": imprint.branch, "day": "2026年11月18日", **more}
        return minutes_notice.draw(
            NoticeStatement(imprint, title, "全体党员：", text, **facts)  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def year(imprint):
    def make(meetings: list[YearMeeting]) -> bytes:
        kinds = (KindYear("党课（季）", ("—",) * 10 + ("", ""), "4", "3 / 4", "75%"),)
        return minutes_year.draw(
            MeetingYearStatement(
                imprint, imprint.branch, 2026, "2026年10月9日", kinds, tuple(meetings)
            )
        )

    return make


def meeting(number: int, quarter: str = "第一季度", topic: str = "议题") -> YearMeeting:
    return YearMeeting(quarter, "党课", "2026.01.08", f"{topic}{number}", "单雄", "12", "10")


def place(page, said: str) -> tuple[float, float]:
    """Where a word begins, in millimetres."""
    found = page.search(said)
    assert found, said
    return found[0]["x0"] / MM, found[0]["top"] / MM


# -- 签到表 --------------------------------------------------------------------------------------


def test_the_sheet_names_the_meeting_and_its_people(sheet, pages, text, rules):
    (page,) = pages(sheet(12))
    said = text(page)
    for words in (
        "中共示例科技有限公司支部委员会", "支部党员大会签到表", "第四季度支部党员大会",
        "2026年11月22日14:30", "活动室", "序号姓名签到", "党员12", "应到12人", "实到人", "请假人",
        "请假人员及事由：", "不得代签",
    ):  # fmt: skip
        assert words in said, words
    _across, down = rules(page)
    assert {28.0, 40.0, 68.0, 108.0, 120.0, 148.0, 188.0} <= down
    # the second block begins beside the first
    assert place(page, "党员1")[1] == pytest.approx(place(page, "党员11")[1], abs=0.1)


@pytest.mark.parametrize(
    ("count", "sheets", "rows"),
    [(1, 1, 20), (16, 1, 20), (17, 1, 22), (20, 1, 24), (28, 1, 32), (29, 2, 52), (64, 3, 84)],
)
def test_rows_are_left_for_observers(sheet, pages, text, count, sheets, rows):  # noqa: PLR0917
    found = pages(sheet(count))
    said = [text(page) for page in found]
    assert len(found) == sheets
    whole = "".join(said)
    head = "列席人"  # of the foot
    assert whole.count("列席") - whole.count(head) == rows - count >= 4
    assert all("序号姓名签到" in page for page in said)
    assert ["应到" in page for page in said] == [False] * (sheets - 1) + [True]
    for page in found:
        lowest = max(char["bottom"] for char in page.chars if "签" in char["text"])
        assert lowest / MM < 280


def test_without_observers_the_rest_is_struck_out(sheet, pages, text):
    (page,) = pages(sheet(3, observers=False))
    assert text(page).count("列席") == 1
    strokes = [line for line in page.lines if line["width"] > 1 and line["height"] > 1]
    assert len(strokes) == 2


def test_what_is_not_known_stays_empty_for_the_pen(sheet, pages, text):
    (page,) = pages(sheet(3, place="", time="2026年11月22日"))
    assert "地点：" in text(page)


def test_a_name_that_fits_nowhere_is_said(sheet):
    with pytest.raises(AppError, match="太长"):
        sheet(3, name="很长的会议名称" * 60)


# -- 会议通知 ------------------------------------------------------------------------------------


def test_the_notice_is_a_document(notice, pages, text):
    (page,) = pages(notice())
    said = text(page)
    for words in (
        "关于召开支部党员大会的通知",
        "全体党员：",
        "一、会议时间：14:30",
        "2026年11月18日",
    ):
        assert words in said, words
    assert "—1—" not in said
    # flush left, two characters in, and the name of the branch within the text area
    assert place(page, "全体党员：")[0] == pytest.approx(28, abs=0.3)
    assert place(page, "一、")[0] == pytest.approx(28 + 2 * 5.56, abs=0.3)
    assert max(char["x1"] for char in page.chars) / MM < 184.5
    # 22 lines on 225 mm
    first, second = place(page, "一、")[1], place(page, "二、")[1]
    assert second - first == pytest.approx(225 / 22, abs=0.1)


def test_headings_are_in_their_own_face(notice, pages):
    (page,) = pages(notice())
    bold = "".join(char["text"] for char in page.chars if "Bold" in char["fontname"])
    assert "一、会议时间：" in bold
    assert "14:30" not in bold


@pytest.mark.parametrize("lines", range(1, 45))
def test_the_signature_never_stands_alone(notice, pages, text, lines):
    found = pages(notice("\n".join(["一段话。"] * lines)))
    said = [text(page) for page in found]
    assert "".join(said).count("一段话。") == lines
    assert ["2026年11月18日" in page for page in said] == [False] * (len(found) - 1) + [True]
    if len(found) > 1:
        assert said[-1].count("一段话。") >= 2
        assert [f"—{n}—" in page for n, page in enumerate(said, 1)] == [True] * len(found)


@pytest.mark.parametrize(("lines", "sheets"), [(1, 1), (12, 1), (15, 2), (18, 2), (22, 2)])
def test_the_slip_stands_below(notice, pages, text, lines, sheets):
    found = pages(notice("\n".join(["一段话。"] * lines), receipt=True))
    assert len(found) == sheets
    assert "姓名是否参加请假事由签字" in text(found[-1])
    days = [page for page in found if "2026年11月18日" in text(page)]
    if days[0] is found[-1]:
        assert place(found[-1], "回")[1] > place(found[-1], "2026年11月18日")[1] + 5


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("关于召开支委会的通知", ["关于召开支委会的通知"]),
        (
            "关于召开2026年第四季度支部党员大会的通知",
            ["关于召开2026年第四季度", "支部党员大会的通知"],
        ),
        ("关于" + "一" * 30 + "的通知", None),
    ],
)
def test_a_long_title_is_broken_between_words(title, parts):
    lines = minutes_notice._title(title)
    assert "".join(lines) == title
    assert lines == parts if parts else len(lines) == 2


# -- 年度表 --------------------------------------------------------------------------------------


def test_the_year_by_quarter_and_kind(year, pages, text):
    (page,) = pages(year([meeting(1), meeting(2), meeting(3, "第二季度")]))
    said = text(page)
    for words in (
        "2026年度三会一课开展情况表", "截至2026年10月9日", "按期/应开", "3/4", "75%", "12月",
        "2026.01.08", "议题3", "支部书记（签字）：",
    ):  # fmt: skip
        assert words in said, words
    assert (said.count("第一季度"), said.count("第二季度")) == (1, 1)
    assert page.width > page.height


@pytest.mark.parametrize("count", [1, 10, 11, 12, 13, 14, 27, 28, 29, 30, 60])
@pytest.mark.parametrize("topic", ["议题", "很长的议题" * 30])
def test_the_list_goes_on_with_its_head(year, pages, text, count, topic):
    found = pages(year([meeting(number, topic=topic) for number in range(count)]))
    said = [text(page) for page in found]
    assert "".join(said).count("2026.01.08") == count
    for page, words in zip(found, said, strict=True):
        if "2026.01.08" in words:
            assert "名称和议题" in words
            assert "第一季度" in words
        assert max(line["bottom"] for line in page.lines) / MM < 193
    assert ["支部书记（签字）" in words for words in said] == [False] * (len(found) - 1) + [True]
    assert "2026.01.08" in said[-1]
