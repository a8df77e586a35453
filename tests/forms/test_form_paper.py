from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from app.forms import appraisal, archive, book, code, dues, minutes
from app.forms.paper import Paper, page_count

from .conftest import BRANCH, MM

CHILD = """
import hashlib, importlib, pickle, sys
for module, function, statement in pickle.load(sys.stdin.buffer):
    draw = getattr(importlib.import_module(module), function)
    print(hashlib.sha256(draw(statement)).hexdigest())
"""


@pytest.fixture
def works(request: pytest.FixtureRequest):
    """Every form with what it is drawn from."""
    return [
        (appraisal.draw, [request.getfixturevalue("appraisal_statement")]),
        (minutes.draw, request.getfixturevalue("minutes_statement")),
        (dues.draw, request.getfixturevalue("dues_statement")),
        (archive.draw_catalogue, request.getfixturevalue("catalogue_statement")),
        (archive.draw_receipt, request.getfixturevalue("receipt_statement")),
        (book.draw_recovery, request.getfixturevalue("recovery_statement")),
    ]


def test_the_same_statement_gives_the_same_bytes_in_another_process(works):
    here = [hashlib.sha256(draw(statement)).hexdigest() for draw, statement in works]
    again = [hashlib.sha256(draw(statement)).hexdigest() for draw, statement in works]
    parcel = pickle.dumps(
        [(draw.__module__, draw.__name__, statement) for draw, statement in works]
    )
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=parcel,
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "77"},
    )
    assert again == here
    assert child.stdout.decode().split() == here


def test_metadata_and_fonts(works, pages):
    for draw, statement in works:
        page = pages(draw(statement))[0]
        document = page.pdf
        assert document.metadata["Author"] == BRANCH
        assert document.metadata["Creator"] == "支部台账 0.1.0"
        assert document.metadata["Title"]
        assert "ReportLab" not in str(document.metadata)
        fonts_used = {char["fontname"].split("+")[1] for char in page.chars}
        assert fonts_used == {"NotoSerifSC-Regular", "NotoSerifSC-Bold"}


def test_page_count_is_the_number_of_pages(works, pages):
    for draw, statement in works:
        pdf = draw(statement)
        assert page_count(pdf) == len(pages(pdf))
    with pytest.raises(ValueError):
        page_count(b"%PDF-1.4 nothing")


def test_every_page_names_program_and_form(works, pages, text):
    for draw, statement in works:
        for page in pages(draw(statement)):
            assert "支部台账0.1.0表式" in text(page)


def test_practice_and_secrecy_are_marked_on_every_page(works, pages, text):
    for draw, statement in works:
        one = statement[0] if isinstance(statement, list) else statement
        marked = replace(
            one, imprint=replace(one.imprint, practice=True, secrecy="内部资料　注意保管")
        )
        for page in pages(draw([marked] if isinstance(statement, list) else marked)):
            mark = [char for char in page.chars if char["matrix"][1]]
            assert "".join(char["text"] for char in mark) == "演示"
            # light, and under everything else
            assert all(char["non_stroking_color"] == (0.91,) for char in mark)
            assert page.chars[:2] == mark
            assert "演示资料，不作凭据" in text(page)
            corner = page.crop((page.width / 2, 0, page.width, 14 * MM))
            assert text(corner) == "内部资料注意保管"


def test_nothing_drawn_is_no_document(imprint):
    with pytest.raises(ValueError):
        Paper(imprint, "空").finish()


@pytest.mark.parametrize(
    ("text", "sheet", "printed"),
    [
        ("ZBTZ1/7K2M9Q/1", 1, "ZBTZ1/7K2M9Q/1"),
        ("ZBTZ1/7K2M9Q/1", 3, "ZBTZ1/7K2M9Q/1/3"),
        ("", 2, ""),
    ],
)
def test_codes_of_sheets(text: str, sheet: int, printed: str):
    assert code.sheet_code(text, sheet) == printed


def test_codes_are_read_back_from_a_scan(works, picture):
    """Each page of each form that carries a code, at 150 dpi."""
    found = []
    for draw, statement in works:
        pdf = draw(statement)
        for number in range(page_count(pdf)):
            found += [one.text for one in zxingcpp.read_barcodes(picture(pdf, number))]
    assert found == [
        "ZBTZ1/7K2M9Q/1", "ZBTZ1/7K2M9Q/2", "ZBTZ1/3F8K1M/1",
        "ZBTZ1/9D2QQX/1", "ZBTZ1/9D2QQX/1/2", "ZBTZ1/9D2QQX/1/3",
        "0123456789abcdef" * 4, "0123456789ABCDEF" * 6,
    ]  # fmt: skip
