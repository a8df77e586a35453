"""Colours by meaning, the one style sheet, and the face of the screen."""

from __future__ import annotations

import tomllib
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import RESOURCES

#: What a colour can say about a thing in a list; '' is ordinary text.
MEANINGS = ("", "strong", "muted", "in_order", "due", "overdue", "info")
_ENTRY_OF = {"": "text1", "strong": "text1", "muted": "text3"}

#: Pixels of the text of the screen; captions are 12, the names of pages 20.
TEXT_SIZE = 14

# The system's own Chinese faces, best first.
_FACES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
_OWN_FACE = RESOURCES / "fonts" / "NotoSerifSC-Regular.ttf"


#: Colours as ``#RRGGBB`` by what they are for; the files in ``resources/themes`` say what each is.
Palette = dict[str, str]


def load(name: str) -> Palette:
    """The palette ``light`` or ``dark``."""
    with open(RESOURCES / "themes" / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def style_sheet(palette: Palette) -> str:
    """The style sheet in the colours of ``palette``.

    Raises:
        KeyError: the sheet asks for a colour that the palette does not have.
    """
    folder = RESOURCES / "themes"
    pictures = {
        picture: (folder / f"{picture.replace('_', '-')}.svg").as_posix()
        for picture in ("arrow_up", "arrow_down", "tick")
    }
    sheet = (folder / "style.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(palette, **pictures)


_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class _Screen:
    """What is on the screen now: one for the program, as there is one QApplication."""

    choice = "system"
    shown = ""
    palette: Palette = {}


_now = _Screen()


def current() -> Palette:
    """The palette that is on the screen (the light one before any was applied)."""
    if not _now.palette:
        _now.palette = load("light")
    return _now.palette


def shown() -> str:
    """``light`` or ``dark``: what is on the screen; ``''`` before any was applied."""
    return _now.shown


def colour(key: str) -> QColor:
    """The colour of a meaning (``MEANINGS``) or of a palette entry such as ``hairline``."""
    return QColor(current()[_ENTRY_OF.get(key, key)])


def apply(app: QApplication, choice: str) -> None:
    """Put a theme on the program: ``system``, ``light`` or ``dark``.

    With ``system`` the program follows when the system goes dark or light.
    """
    _now.choice = choice
    if not _now.shown:
        app.styleHints().colorSchemeChanged.connect(_follow)
    # the frames that the system draws go dark and light with the window
    if choice in _SCHEMES:
        app.styleHints().setColorScheme(_SCHEMES[choice])
    else:
        app.styleHints().unsetColorScheme()
    _show(app)


def _follow(_scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if _now.choice == "system" and isinstance(app, QApplication):
        _show(app)


def _show(app: QApplication) -> None:
    chosen = _now.choice
    if chosen not in _SCHEMES:
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        chosen = "dark" if dark else "light"
    if chosen == _now.shown:
        return
    _now.shown = chosen
    palette = _now.palette = load(chosen)
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(style_sheet(palette))


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: palette["ground"],
        role.WindowText: palette["text1"],
        role.Base: palette["surface"],
        role.AlternateBase: palette["sunken"],
        role.Text: palette["text1"],
        role.PlaceholderText: palette["text3"],
        role.Button: palette["surface"],
        role.ButtonText: palette["text1"],
        role.BrightText: palette["on_accent"],
        role.Highlight: palette["selection"],
        role.HighlightedText: palette["text1"],
        role.Accent: palette["accent"],
        role.Link: palette["accent_text"],
        role.LinkVisited: palette["accent_text"],
        role.ToolTipBase: palette["surface"],
        role.ToolTipText: palette["text1"],
        role.Light: palette["surface"],
        role.Midlight: palette["hover"],
        role.Mid: palette["border"],
        role.Dark: palette["text3"],
        role.Shadow: palette["hairline"],
    }
    result = QPalette()
    for key, value in colours.items():
        result.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(palette["text3"]))
    return result


def apply_font(app: QApplication) -> str:
    """Give the program its face and return the name of it.

    The system's own Chinese face; where there is none, the program's (Noto Serif SC). Digits are
    asked to have equal widths, so that columns of numbers stand under each other.
    """
    families = set(QFontDatabase.families())
    face = next((known for known in _FACES if known in families), "")
    if not face:
        face = _any_chinese() or _own_face()
    font = QFont(face)
    font.setPixelSize(TEXT_SIZE)
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)
    return face


def _any_chinese() -> str:
    faces = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return next((face for face in faces if "Serif" not in face), faces[0] if faces else "")


def _own_face() -> str:
    number = QFontDatabase.addApplicationFont(str(_OWN_FACE))
    return QFontDatabase.applicationFontFamilies(number)[0]
