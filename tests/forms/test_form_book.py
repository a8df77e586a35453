from __future__ import annotations

from app.forms import book

from .conftest import MM


def test_the_key_is_printed_in_numbered_lines_of_two_groups(recovery_statement, pages):
    (page,) = pages(book.draw_recovery(recovery_statement))
    digits = [char for char in page.chars if abs(char["size"] - 15) < 0.01]
    assert "".join(char["text"] for char in digits) == recovery_statement.key
    lines = sorted({round(char["top"], 1) for char in digits})
    assert len(lines) == 6
    for top in lines:
        starts = [char for char in digits if round(char["top"], 1) == top]
        assert len(starts) == 16
        # the groups stand under each other
        assert abs((starts[8]["x0"] + starts[8]["x1"]) / 2 - 28 * MM - 56.47 * MM) < 1.0
    numbers = [
        char["text"]
        for char in page.chars
        if char["x1"] < 38.1 * MM and round(char["size"], 2) == 10
    ]
    assert numbers == ["1", "2", "3", "4", "5", "6"]


def test_what_it_is_and_who_keeps_it(recovery_statement, pages, text):
    (page,) = pages(book.draw_recovery(recovery_statement))
    said = text(page)
    for words in (
        "账簿恢复单", "中共示例科技有限公司支部委员会", "示例支部.zbtz", "2026年11月22日", "这是什么",
        "请妥善保管", "持有本单的人不用密码就能打开账簿", "与电脑分开存放", "怎样使用", "保管人（签字）",
    ):  # fmt: skip
        assert words in said
