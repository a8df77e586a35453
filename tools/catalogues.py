"""The translations of the screen: take up new words, compile, and check that nothing is left out.

``update`` reads the messages of ``app/`` and the titles of the settable rules, renews the template and each language's ``.po`` (new
messages come in empty, vanished ones go) and compiles them; ``check`` prints what is wrong and
ends with 1. The source language is Chinese; ``en`` is complete, a third language is one more
folder ``resources/locale/<language>/LC_MESSAGES``.
"""

from __future__ import annotations

import io
import string
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parent.parent
DOMAIN = "branch_ledger"
LOCALE = TOP / "resources" / "locale"
_SHOWN = 20
_HEAD = "# Words of the screen of 支部台账 (Branch Ledger); licensed like the program."
_HEADERS = {
    "project": "branch-ledger",
    "version": "1",
    "msgid_bugs_address": "-",
    "last_translator": "-",
    "language_team": "-",
}
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}


def main() -> int:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "update":
        update()
        return 0
    if command == "check":
        faults = list(check())
        print("\n".join(faults[:_SHOWN]) or "complete and up to date")
        if len(faults) > _SHOWN:
            print(f"... and {len(faults) - _SHOWN} more")
        return 1 if faults else 0
    print("usage: catalogues.py [update | check]", file=sys.stderr)
    return 2


def extracted(source: Path = TOP / "app") -> Catalog:
    """The messages that the source holds now, with the files that hold them."""
    catalogue = Catalog(header_comment=_HEAD, charset="utf-8", fuzzy=False, **_HEADERS)
    found = extract_from_dir(source, keywords=KEYWORDS, comment_tags=("translators:",))
    for file_name, _line, message, comments, context in found:
        place = (f"app/{Path(file_name).as_posix()}", 0)
        catalogue.add(message, None, [place], auto_comments=comments, context=context)
    for word, name in _words_of_rules(source.parent / "resources" / "rules"):
        catalogue.add(word, None, [(f"resources/rules/{name}", 0)])
    return catalogue


def _words_of_rules(rules: Path) -> Iterator[tuple[str, str]]:
    """What the screen shows of the rules: the titles of the settable ones, and the grades."""
    for path in sorted(rules.glob("*.toml")):
        for key, rule in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(rule, dict) and rule.get("settable"):
                yield rule["title"], path.name
            if (path.stem, key) == ("appraisal", "grades"):
                for dated in rule["values"]:
                    yield from ((grade, path.name) for grade in dated["value"])


def translations(locale: Path = LOCALE) -> list[Path]:
    """The ``.po`` file of each language."""
    return sorted(locale.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def update(source: Path = TOP / "app", locale: Path = LOCALE) -> None:
    """Renew the template, all translations and their compiled files."""
    template = extracted(source)
    path = locale / f"{DOMAIN}.pot"
    # the day in its head tells of the last change of the words, not of the last run
    if path.exists():
        former = _read(path)
        if _words(former) == _words(template):
            template.creation_date = former.creation_date
    path.write_bytes(_po(template))
    for po in translations(locale):
        catalogue = _read(po)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        po.write_bytes(_po(catalogue))
        compiled = _mo(catalogue)
        po.with_suffix(".mo").write_bytes(compiled)
        missing = sum(1 for message in _entries(catalogue) if not _is_complete(message))
        print(f"{po.parent.parent.name}: {len(catalogue)} messages, {missing} without translation")


def check(source: Path = TOP / "app", locale: Path = LOCALE) -> Iterator[str]:
    """What is wrong with template, translations and compiled files, one line each."""
    wanted = _words(extracted(source))
    template = locale / f"{DOMAIN}.pot"
    if not template.exists() or _words(_read(template)) != wanted:
        yield f"{template.name}: not what the source holds; run make catalogues"
    for po in translations(locale):
        catalogue = _read(po)
        language = po.parent.parent.name
        for message in sorted(wanted - _words(catalogue)):
            yield f"{language}: not in the catalogue: {' / '.join(message)}"
        for message in sorted(_words(catalogue) - wanted):
            yield f"{language}: no longer used: {' / '.join(message)}"
        for entry in _entries(catalogue):
            yield from (
                f"{language}: {fault}: {' / '.join(_forms(entry.id))}" for fault in _faults(entry)
            )
        compiled = po.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != _mo(catalogue):
            yield f"{language}: {compiled.name} is not compiled from the .po; run make catalogues"


def _faults(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "marked fuzzy"
    if not _is_complete(message):
        yield "no translation"
        return
    originals = _forms(message.id)
    for translation in _forms(message.string):
        if not any(_placeholders(translation) == _placeholders(text) for text in originals):
            yield "other placeholders"


def _is_complete(message: Message) -> bool:
    plural_of_one = isinstance(message.id, str) != isinstance(message.string, str)
    return not plural_of_one and all(text.strip() for text in _forms(message.string))


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _placeholders(text: str) -> list[str]:
    try:
        parts = string.Formatter().parse(text)
        return sorted(name for _text, name, _spec, _kind in parts if name is not None)
    except ValueError:
        return ["not a text for str.format"]


def _entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _words(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {_forms(message.id) for message in _entries(catalogue)}


def _read(path: Path) -> Catalog:
    language = path.parent.parent.name if path.suffix == ".po" else None
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def _po(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    # without line numbers: they would change with every edit of the source
    write_po(file, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def _mo(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
