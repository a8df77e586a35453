"""The page of headings says what the import understands."""

from __future__ import annotations

from app.columns import COLUMNS
from tools import headings


def test_the_page_is_up_to_date() -> None:
    """When this fails: python tools/headings.py."""
    assert headings.PAGE.read_text(encoding="utf-8") == headings.page()


def test_every_heading_stands_on_the_page() -> None:
    page = headings.page()
    for column in COLUMNS:
        for title in (column.title, *column.synonyms, *column.choices):
            assert title in page, title
    assert "正式党员（正式、中共党员、" in page
    assert "|  |\n| " in page
