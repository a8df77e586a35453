from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from app import i18n
from app.ui.application import speak


@pytest.fixture(autouse=True)
def chinese_again(qapp):
    before = QLocale()
    yield
    speak(qapp, "zh_CN")
    QLocale.setDefault(before)


def copy_in_a_menu() -> str:
    """What Qt's own menu over a text says for copying."""
    return QCoreApplication.translate("QWidgetTextControl", "&Copy")


def test_qts_own_words_follow_the_language(qapp):
    speak(qapp, "zh_CN")
    assert "复制" in copy_in_a_menu()
    assert QLocale().name() == "zh_CN"

    speak(qapp, "en")
    assert copy_in_a_menu() == "&Copy"
    assert i18n.language() == "en"


def test_an_unknown_language_is_chinese(qapp):
    speak(qapp, "xx")

    assert i18n.language() == "zh_CN"
    assert "复制" in copy_in_a_menu()
