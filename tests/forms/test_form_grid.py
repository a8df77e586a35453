from __future__ import annotations

import pytest

from app.errors import AppError
from app.forms.grid import Box, Cell, Grid, Style, needed_height, put_text, put_vertical
from app.forms.paper import Paper

from .conftest import MM


@pytest.fixture
def drawn(imprint, pages):
    """The page on which something was drawn."""

    def draw(work):
        paper = Paper(imprint, "试")
        work(paper)
        paper.end_page()
        return pages(paper.finish())[0]

    return draw


def test_rules_stand_where_the_cells_say(drawn):
    cells = (Cell(0, 0, "姓　名"), Cell(1, 1, columns=2), Cell(0, 3, rows=2))
    grid = Grid(20, 30, (20, 30, 25, 15), (10, 12, 8), cells)
    page = drawn(grid.draw)
    found = {
        tuple(round(line[key] / MM, 1) for key in ("x0", "top", "x1", "bottom")): line["linewidth"]
        for line in page.lines
    }
    assert found == {
        # under the first row up to the cell that spans two rows
        (20, 40, 95, 40): 0.5,
        (20, 52, 110, 52): 0.5,
        (40, 30, 40, 60): 0.5,
        # between the second and third column, but not through the spanning cell
        (70, 30, 70, 40): 0.5,
        (70, 52, 70, 60): 0.5,
        (95, 30, 95, 60): 0.5,
    }
    (outline,) = page.rects
    assert outline["linewidth"] == 1.0
    assert [round(outline[key] / MM, 1) for key in ("x0", "top", "x1", "bottom")] == [
        20,
        30,
        110,
        60,
    ]


def test_text_stands_in_the_middle_of_its_cell(drawn):
    page = drawn(lambda paper: put_text(paper, Box(20, 30, 40, 10), "党员大会", Style(size=12)))
    assert sum(char["x0"] + char["x1"] for char in page.chars) / 8 / MM == pytest.approx(
        40, abs=0.1
    )
    # Song's characters stand in the middle of their em
    assert (page.chars[0]["top"] + page.chars[0]["bottom"]) / 2 / MM == pytest.approx(35, abs=0.3)


@pytest.mark.parametrize(
    ("text", "room", "size", "lines"),
    [
        ("2013.07.01", (24, 10), 12.0, 1),
        # a little smaller rather than broken
        ("2019年11月", (23, 10), 11.0, 1),
        # broken rather than much smaller
        ("中共示例科技集团股份有限公司第一联合支部委员会", (78, 10), 10.5, 2),
        # a number is never broken
        ("1,234,567.00", (13, 10), 4.5, 1),
    ],
)
def test_text_takes_the_largest_size_that_fits(drawn, text, room, size, lines):
    box = Box(20, 30, *room)
    page = drawn(lambda paper: put_text(paper, box, text, Style(size=12, smallest=4)))
    assert {round(char["size"], 1) for char in page.chars} == {size}
    assert len({round(char["top"]) for char in page.chars}) == lines
    assert min(char["x0"] for char in page.chars) >= 21.4 * MM
    assert max(char["x1"] for char in page.chars) <= (20 + room[0] - 1.4) * MM


def test_what_does_not_fit_is_said(drawn):
    box = Box(20, 30, 20, 8)
    with pytest.raises(AppError, match="这是一段很长的文字"):
        drawn(lambda paper: put_text(paper, box, "这是一段很长的文字" * 9, Style(smallest=7)))


def test_a_row_of_the_needed_height_holds_the_text(drawn):
    text = "关于换届选举工作的请示及上级党委的批复" * 4
    height = needed_height(text, 68, 9.5)
    style = Style(size=10.5, smallest=9.5, align="left")
    page = drawn(lambda paper: put_text(paper, Box(20, 30, 68, height), text, style))
    assert "".join(char["text"] for char in page.chars) == text
    assert page.chars[-1]["bottom"] < (30 + height) * MM
    assert needed_height("", 68, 9.5) == 0


def test_vertical_labels_have_a_character_a_line(drawn):
    page = drawn(lambda paper: put_vertical(paper, Box(20, 30, 22, 25), "党支部意见"))
    assert "".join(char["text"] for char in page.chars) == "党支部意见"
    middles = {round((char["x0"] + char["x1"]) / 2 / MM, 1) for char in page.chars}
    assert middles == {31.0}
    tops = [char["top"] for char in page.chars]
    assert tops == sorted(tops)
    assert tops[0] > 30 * MM
    assert page.chars[-1]["bottom"] < 55 * MM
