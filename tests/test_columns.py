from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from app import columns
from app.columns import COLUMNS


def repeated(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_no_key_and_no_heading_stands_for_two_columns():
    assert repeated(column.key for column in COLUMNS) == []
    headings = [text for column in COLUMNS for text in (column.title, *column.synonyms)]
    assert repeated(headings) == []


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_each_column_is_sound(column):
    assert column.kind in get_args(columns.Kind)
    assert column.section in dict(columns.SECTIONS)
    assert (column.kind == "choice") == bool(column.choices)
    assert repeated(column.choices) == []
    assert column.title.strip() == column.title != ""
    assert columns.BY_KEY[column.key] is column


def test_the_sections_follow_each_other_without_return():
    order = list(dict.fromkeys(column.section for column in COLUMNS))
    assert order == [key for key, _title in columns.SECTIONS]
    sections = [column.section for column in COLUMNS]
    assert sections == sorted(sections, key=order.index)


def test_only_the_name_is_required():
    assert [column.key for column in COLUMNS if column.required] == ["name"]


def test_the_56_ethnic_groups():
    assert len(columns.ETHNIC_GROUPS) == 56
    assert repeated(columns.ETHNIC_GROUPS) == []


@pytest.mark.parametrize(
    ("written", "full"),
    [("汉", "汉族"), ("汉族", "汉族"), ("维吾尔", "维吾尔族"), ("穿青人", "穿青人"), ("", ""), ("族", "族")],
)  # fmt: skip
def test_the_full_name_of_an_ethnic_group(written, full):
    assert columns.ethnic_name(written) == full
