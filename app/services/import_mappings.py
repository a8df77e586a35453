"""What the user made of the columns of a sheet, remembered for the next sheet with its headings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from app.i18n import _
from app.models.sheets import ImportMapping
from app.services.journal import action
from app.services.roster_headings import Heading, bare


def signature(headings: Sequence[Heading]) -> str:
    """What sheets with the same headings have in common, whatever the order of their columns."""
    names = sorted(name for name in _names(headings).values())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def remembered(headings: Sequence[Heading], known: Collection[str]) -> dict[int, str] | None:
    """The fields of columns by index as they were chosen last time; None when nobody chose any.

    ``known`` are the keys of the fields that there are: one that is gone is forgotten.
    """
    row = ImportMapping.get_or_none(ImportMapping.signature == signature(headings))
    if row is None:
        return None
    mapping: dict[str, str] = json.loads(row.mapping)
    return {
        index: mapping[name]
        for index, name in _names(headings).items()
        if name in mapping and (mapping[name] in known or not mapping[name])
    }


def remember(
    headings: Sequence[Heading], chosen: Mapping[int, str], found: Mapping[int, str]
) -> None:
    """Keep what was chosen for the columns; ``found`` is what the program itself makes of them.

    Where both are the same there is nothing to keep. It is an action of its own that cannot be
    undone: undoing an import does not take back what its columns mean.
    """
    names = _names(headings)
    differs = any(chosen.get(index, "") != found.get(index, "") for index in names)
    mapping = {name: chosen.get(index, "") for index, name in names.items()}
    text = json.dumps(mapping, ensure_ascii=False, sort_keys=True)
    row = ImportMapping.get_or_none(ImportMapping.signature == signature(headings))
    named = any(bare(one.written) for one in headings)
    if not differs or not named:
        if row is not None:
            forget(headings)
        return
    if row is not None and row.mapping == text:
        return
    with action(_("记住表格列的对应"), undoable=False):
        if row is None:
            row = ImportMapping(signature=signature(headings))
        row.mapping, row.used_on = text, date.today().isoformat()
        row.save()


def forget(headings: Sequence[Heading]) -> None:
    """Forget what was chosen for sheets with these headings."""
    with action(_("忘记表格列的对应"), undoable=False):
        ImportMapping.delete().where(ImportMapping.signature == signature(headings)).execute()


def _names(headings: Sequence[Heading]) -> dict[int, str]:
    """What tells the columns apart, by index: the bare heading, numbered where it stands again."""
    seen: Counter[str] = Counter()
    names = {}
    for one in headings:
        name = bare(one.written)
        seen[name] += 1
        names[one.index] = name if seen[name] == 1 else f"{name} {seen[name]}"
    return names
