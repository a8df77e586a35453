"""The one QApplication: name, language of Qt's own words, face and theme."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app import __version__, i18n
from app.i18n import _
from app.settings import Settings
from app.ui import theme

# Qt's own words in the language of the screen. Asking Qt for them instead (findChildren) makes all
# the classes that could be meant, which takes longer than reading the words.
_qt_words: list[QTranslator] = []


def make_application(arguments: list[str], settings: Settings) -> QApplication:
    """Make the program's QApplication as this computer's settings ask for it."""
    # the style sheet is made for Fusion; app.setStyle would make all the classes of styles first
    app = QApplication([arguments[0], "-style", "Fusion", *arguments[1:]])
    app.setApplicationName("branch-ledger")
    app.setApplicationVersion(__version__)
    speak(app, settings.language)
    theme.apply_font(app)
    theme.apply(app, settings.theme)
    return app


def speak(app: QApplication, language: str) -> None:
    """Switch to a language of ``i18n.LANGUAGES``; windows made afterwards speak it."""
    i18n.set_language(language)
    app.setApplicationDisplayName(_("支部台账"))
    QLocale.setDefault(QLocale(i18n.language()))
    while _qt_words:
        old = _qt_words.pop()
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    # Qt's own menus ("cut", "copy") and buttons; English is what it says by itself
    if translator.load(QLocale(), "qtbase", "_", folder):
        app.installTranslator(translator)
    _qt_words.append(translator)
