from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from app.forms.truetype import NotUsable, TrueTypeFile
from app.paths import RESOURCES

REGULAR = RESOURCES / "fonts" / "NotoSerifSC-Regular.ttf"


def square(size: int):
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, size))
    pen.lineTo((size, size))
    pen.lineTo((size, 0))
    pen.closePath()
    return pen.glyph()


def small_font(characters: str, rights: int = 0) -> TTFont:
    """A font in which each character is a square; the last is built from the first as a part."""
    names = [".notdef", *(f"c{number}" for number in range(len(characters)))]
    builder = FontBuilder(2048, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    glyphs = {name: square(100 * (number + 1)) for number, name in enumerate(names)}
    pen = TTGlyphPen(glyphs)
    pen.addComponent("c0", (1, 0, 0, 1, 40, 0))
    glyphs[names[-1]] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (1024 * (n % 2 + 1), 0) for n, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable({"familyName": "Small", "psName": "Small-Regular"})
    builder.setupOS2(fsType=rights, usWeightClass=700)
    builder.setupPost()
    return builder.font


def test_shipped_face_is_read_as_fonttools_reads_it():
    ours = TrueTypeFile(REGULAR)
    theirs = TTFont(REGULAR, lazy=True)
    characters = theirs.getBestCmap()
    assert set(ours.glyphs) == set(characters)
    sample = [ord(char) for char in "党A1，。·—￥䶮𬱖𫖮㛃𠅤"]
    numbers = {code: theirs.getGlyphID(characters[code]) for code in sample}
    assert {code: ours.glyphs[code] for code in sample} == numbers
    widths = {code: theirs["hmtx"][characters[code]][0] for code in sample}
    assert {code: ours.width(ours.glyphs[code]) for code in sample} == widths
    assert ours.metrics.name == "NotoSerifSC-Regular"
    theirs.close()


def test_subset_keeps_outlines_widths_and_order():
    ours = TrueTypeFile(REGULAR)
    wanted = [0, *(ours.glyphs[ord(char)] for char in "民民1é𬱖")]
    cut = TTFont(io.BytesIO(ours.subset(wanted)), checkChecksums=2)
    whole = TTFont(REGULAR, lazy=True)
    order = whole.getGlyphOrder()
    for number, glyph in enumerate(wanted):
        name = cut.getGlyphOrder()[number]
        assert cut["hmtx"][name][0] == whole["hmtx"][order[glyph]][0]
        drawn = cut["glyf"][name].getCoordinates(cut["glyf"])
        assert drawn[0] == whole["glyf"][order[glyph]].getCoordinates(whole["glyf"])[0]
    whole.close()


def test_parts_of_composite_glyphs_come_along(tmp_path: Path):
    path = tmp_path / "small.ttf"
    small_font("甲乙丙").save(path)
    ours = TrueTypeFile(path)
    cut = TTFont(io.BytesIO(ours.subset([0, ours.glyphs[ord("丙")]])))
    assert cut["maxp"].numGlyphs == 3
    part = cut["glyf"][cut.getGlyphOrder()[1]].components[0]
    assert part.glyphName == cut.getGlyphOrder()[2]


def test_widths_are_in_thousandths_and_old_maps_are_read(tmp_path: Path):
    font = small_font("甲乙")
    only = CmapSubtable.newSubtable(4)
    only.platformID, only.platEncID, only.language = 3, 1, 0
    only.cmap = {ord("甲"): "c0", ord("乙"): "c1"}
    font["cmap"].tables = [only]
    path = tmp_path / "old.ttf"
    font.save(path)
    ours = TrueTypeFile(path)
    assert [ours.width(ours.glyphs[ord(char)]) for char in "甲乙"] == [1000, 500]
    assert ours.metrics.weight == 700


def test_a_face_of_a_collection(tmp_path: Path):
    path = tmp_path / "two.ttc"
    collection = TTCollection()
    collection.fonts = [small_font("甲乙"), small_font("丙丁")]
    collection.save(path)
    assert set(TrueTypeFile(path, 1).glyphs) == {ord("丙"), ord("丁")}
    with pytest.raises(NotUsable):
        TrueTypeFile(path, 7)


@pytest.mark.parametrize("rights", [0x0002, 0x0100, 0x0200])
def test_fonts_that_forbid_embedding_are_not_used(tmp_path: Path, rights: int):
    path = tmp_path / "forbidden.ttf"
    small_font("甲乙", rights).save(path)
    with pytest.raises(NotUsable):
        TrueTypeFile(path)


@pytest.mark.parametrize("kept", [0, 0.002, 0.03, 0.5, 0.97])
def test_damaged_files_are_not_used(tmp_path: Path, kept: float):
    whole = io.BytesIO()
    small_font("甲乙丙").save(whole)
    path = tmp_path / "damaged.ttf"
    path.write_bytes(whole.getvalue()[: int(len(whole.getvalue()) * kept)])
    with pytest.raises(NotUsable):
        TrueTypeFile(path)
