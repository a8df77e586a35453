from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from app.paths import RESOURCES
from app.ui import icons, theme

THEMES = ("light", "dark")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_both_themes_have_the_same_colours():
    light, dark = (theme.load(name) for name in THEMES)

    assert light.keys() == dark.keys()
    for colour in [*light.values(), *dark.values()]:
        assert re.fullmatch(r"#[0-9A-F]{6}", colour)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        ("text1", "ground", 7),
        ("text1", "surface", 7),
        ("text1", "accent_soft", 7),
        ("text1", "selection", 7),
        ("text2", "ground", 4.5),
        ("text2", "surface", 4.5),
        ("text3", "surface", 3.5),
        ("text3", "ground", 3.5),
        ("accent_text", "surface", 4.5),
        ("accent_text", "accent_soft", 4.5),
        ("on_accent", "accent", 4.5),
        ("in_order", "surface", 4.5),
        ("due", "surface", 4.5),
        ("due", "due_soft", 4.5),
        ("overdue", "surface", 4.5),
        ("overdue", "overdue_soft", 4.5),
        ("info", "surface", 4.5),
        ("on_inverse", "inverse", 7),
        ("inverse_link", "inverse", 4.5),
        ("focus", "surface", 3),
        ("focus", "ground", 3),
    ],
)
def test_what_is_written_can_be_read(name, ink, paper, least):
    palette = theme.load(name)

    assert contrast(palette[ink], palette[paper]) >= least


def test_paper_is_white_at_night_too():
    assert theme.load("dark")["paper"] == "#FFFFFF"


@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_finds_every_colour_and_picture(name):
    sheet = theme.style_sheet(theme.load(name))

    assert "$" not in sheet
    pictures = set(re.findall(r'url\("(.+?)"\)', sheet))
    assert len(pictures) == 3
    for picture in pictures:
        assert (RESOURCES / "themes" / picture).is_file()


def test_every_meaning_has_a_colour(dressed):
    seen = [theme.colour(meaning).name() for meaning in theme.MEANINGS]

    assert "#000000" not in seen
    assert theme.colour("muted").name().upper() == theme.current()["text3"]


def test_a_theme_reaches_widgets_that_are_already_there(qapp, qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    light = widget.grab().toImage().pixelColor(0, 0).name()

    theme.apply(qapp, "dark")
    dark = widget.grab().toImage().pixelColor(0, 0).name()

    assert theme.shown() == "dark"
    assert (light.upper(), dark.upper()) == tuple(theme.load(name)["ground"] for name in THEMES)


def test_with_system_the_system_decides(qapp):
    theme.apply(qapp, "dark")
    theme.apply(qapp, "system")

    # the platform of the tests has no dark side
    assert theme.shown() == "light"


def test_without_a_chinese_face_the_programs_own_is_loaded(qapp, monkeypatch):
    before = QFont(qapp.font())
    monkeypatch.setattr(theme, "_FACES", ())
    monkeypatch.setattr(theme, "_any_chinese", lambda: "")

    try:
        assert theme.apply_font(qapp) == "Noto Serif SC"
        assert qapp.font().pixelSize() == theme.TEXT_SIZE
    finally:
        qapp.setFont(before)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_in_the_colour_asked_for(name, qapp):
    picture = icons.icon(name, "overdue").pixmap(40, 40).toImage()

    inked = [
        picture.pixelColor(x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    for ink in inked:
        for part, wanted in zip(ink.getRgb()[:3], theme.colour("overdue").getRgb(), strict=False):
            assert abs(part - wanted) <= 3


def test_an_icon_follows_the_theme(qapp):
    icon = icons.icon("home", "text1")
    light = icon.pixmap(20, 20).toImage()

    theme.apply(qapp, "dark")

    assert icon.pixmap(20, 20).toImage() != light


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_drawn_in_the_screens_own_pixels(ratio, qapp):
    picture = icons.pixmap("home", "text2", 16, ratio)

    assert picture.width() == round(16 * ratio)
    assert picture.devicePixelRatio() == ratio


def test_icons_outlive_their_copies(qapp):
    kept = icons.icon("home")
    for _number in range(200):
        copy = icons.icon("add")
        copy.addPixmap(kept.pixmap(8, 8))

    assert not kept.pixmap(18, 18).isNull()
