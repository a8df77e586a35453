from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfgen.canvas import Canvas

from app.errors import AppError
from app.forms import fonts
from app.forms.paper import Paper

RARE = "䶮𬱖𫖮㛃𠅤"
# far in extension G, and a private character of old name systems
NOWHERE = "\U00031300"
PRIVATE = "\ue863"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("甲\t乙", "甲 乙"),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("甲\u200b乙\ufeff丙\x00\x07", "甲乙丙"),
        ("葛\ufe00葛\U000e0101", "葛葛"),
        ("甲\xa0乙\u2003丙", "甲 乙 丙"),
        ("\u202e甲\u2066", "甲"),
        ("　两字　", "　两字　"),
        ("A&B <img/> \\(", "A&B <img/> \\("),
        ("", ""),
    ],
)
def test_characters_without_shape(given: str, shown: str):
    assert fonts.clean(given) == shown


def test_missing_names_each_character_once_in_order(installed: Path):
    texts = ["王\ue863", f"解小芳\n{RARE}\t", f"{NOWHERE}\ue863\u200d\ufe0f"]
    assert fonts.missing(texts) == [PRIVATE, NOWHERE]
    assert fonts.missing([]) == []


def test_text_with_a_missing_character_can_be_measured_but_not_drawn(imprint, installed: Path):
    face = fonts.face(fonts.SONG)
    assert face.width(f"王{NOWHERE}", 10) == pytest.approx(20)
    paper = Paper(imprint, "试")
    with pytest.raises(AppError) as caught:
        paper.text(20, 20, f"王{NOWHERE}", 12)
    assert NOWHERE in caught.value.sentence
    assert "31300" in caught.value.sentence


@pytest.mark.parametrize("face", [fonts.SONG, fonts.BOLD])
def test_rare_characters_print_and_can_be_copied(imprint, pages, text, face: str):
    paper = Paper(imprint, "试")
    paper.text(20, 20, f"王{RARE}A&B〔1〕", 12, face=face)
    paper.end_page()
    assert text(pages(paper.finish())[0]) == f"王{RARE}A&B〔1〕"


def extension_font(path: Path, characters: str) -> None:
    names = [".notdef", *(f"c{number}" for number in range(len(characters)))]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 900))
    pen.lineTo((900, 0))
    pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (960, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"psName": "Extension"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def test_an_installed_font_draws_what_the_shipped_ones_lack(imprint, pages, text, installed: Path):
    extension_font(installed / "HanaMinB.ttf", NOWHERE)
    (installed / "jigmo.ttf").write_bytes(b"damaged")
    assert fonts.missing([f"王{NOWHERE}{PRIVATE}"]) == [PRIVATE]
    paper = Paper(imprint, "试")
    paper.text(20, 20, f"王{NOWHERE}同志", 10)
    paper.end_page()
    page = pages(paper.finish())[0]
    assert text(page) == f"王{NOWHERE}同志"
    assert [char["fontname"].split("+")[1] for char in page.chars] == [
        "NotoSerifSC-Regular", "Extension", "NotoSerifSC-Regular", "NotoSerifSC-Regular",
    ]  # fmt: skip
    starts = [char["x0"] for char in page.chars]
    assert starts[2] - starts[0] == pytest.approx(19.6, abs=0.01)


def test_faces_can_be_used_on_any_canvas_of_the_library(pages, text):
    fonts.face(fonts.SONG)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, initialFontName=fonts.SONG)
    canvas.setFont(fonts.SONG, 12)
    canvas.drawString(72, 700, "党员(𬱖)\\ 1")
    canvas.drawRightString(500, 680, "右")
    canvas.save()
    page = pages(buffer.getvalue())[0]
    assert text(page) == "党员(𬱖)\\1右"
    assert page.chars[-1]["x1"] == pytest.approx(500, abs=0.01)
