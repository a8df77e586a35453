"""Every word of the screen has an English one, and the compiled catalogues are the present ones."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from tools import catalogues

SOURCE = """
from app.i18n import N_, _, ngettext
TITLE = N_("党员名册")
def greet(name, number):
    return _("您好，{name}") + ngettext("{number} 人", "{number} 人", number)
"""
ENGLISH = {
    "党员名册": "Roster",
    "您好，{name}": "Hello {name}",
    "{number} 人": ("{number} person", "{number} people"),
}


@pytest.fixture
def tree(tmp_path: Path) -> tuple[Path, Path]:
    """A source of three messages with a finished English catalogue: (source, locale)."""
    source, locale = tmp_path / "app", tmp_path / "locale"
    po = locale / "en" / "LC_MESSAGES" / "branch_ledger.po"
    source.mkdir()
    po.parent.mkdir(parents=True)
    (source / "words.py").write_text(SOURCE, encoding="utf-8")
    po.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n', "utf-8")
    catalogues.update(source, locale)
    translate(po, ENGLISH)
    catalogues.update(source, locale)
    return source, locale


def translate(po: Path, words: dict[str, str | tuple[str, str]]) -> None:
    catalogue = catalogues._read(po)
    for message in catalogues._entries(catalogue):
        original = message.id if isinstance(message.id, str) else message.id[0]
        message.string = words[original]
    po.write_bytes(catalogues._po(catalogue))


def test_the_screen_is_whole_in_every_language():
    faults = list(catalogues.check())
    assert (len(faults), faults[:5]) == (0, [])


def test_english_is_among_the_languages():
    assert "en" in {po.parent.parent.name for po in catalogues.translations()}


def test_a_finished_catalogue_has_no_faults_and_speaks(tree):
    source, locale = tree
    assert list(catalogues.check(source, locale)) == []
    english = gettext.translation("branch_ledger", locale, languages=["en"])
    assert english.gettext("党员名册") == "Roster"
    assert english.ngettext("{number} 人", "{number} 人", 2) == "{number} people"


def test_a_second_update_changes_no_byte(tree):
    source, locale = tree
    before = {path: path.read_bytes() for path in locale.rglob("*.*") if path.is_file()}
    assert len(before) == 3
    catalogues.update(source, locale)
    assert before == {path: path.read_bytes() for path in before}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("", '\nMORE = N_("党费")\n', "not what the source holds"),
        ("", '\nMORE = N_("党费")\n', "not in the catalogue: 党费"),
        ("党员名册", "名册", "no longer used: 党员名册"),
    ],
)
def test_a_change_of_the_source_is_found(tree, old, new, fault):
    source, locale = tree
    text = SOURCE.replace(old, new) if old else SOURCE + new
    (source / "words.py").write_text(text, encoding="utf-8")
    assert any(fault in line for line in catalogues.check(source, locale))


@pytest.mark.parametrize(
    ("original", "english", "fault"),
    [
        ("党员名册", "", "no translation"),
        ("党员名册", "  ", "no translation"),
        ("您好，{name}", "Hello {nam}", "other placeholders"),
        ("您好，{name}", "Hello", "other placeholders"),
        ("您好，{name}", "Hello {name}, {name}", "other placeholders"),
        ("您好，{name}", "Hello {name", "other placeholders"),
        ("{number} 人", ("{number} person", ""), "no translation"),
        ("{number} 人", ("one person", "{number} people"), "other placeholders"),
    ],
)
def test_a_bad_translation_is_found(tree, original, english, fault):
    source, locale = tree
    po = catalogues.translations(locale)[0]
    translate(po, {**ENGLISH, original: english})
    assert any(f"{fault}: " in line for line in catalogues.check(source, locale))


def test_a_fuzzy_translation_is_found(tree):
    source, locale = tree
    po = catalogues.translations(locale)[0]
    text = po.read_text("utf-8").replace('msgid "党员名册"', '#, fuzzy\nmsgid "党员名册"')
    po.write_text(text, "utf-8")
    assert any("marked fuzzy" in line for line in catalogues.check(source, locale))


def test_a_catalogue_that_is_not_compiled_is_found(tree):
    source, locale = tree
    translate(catalogues.translations(locale)[0], {**ENGLISH, "党员名册": "Members"})
    faults = list(catalogues.check(source, locale))
    assert len(faults) == 1
    assert "not compiled" in faults[0]
