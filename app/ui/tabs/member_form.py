"""All fields of a member, checked while one types and when a field is left."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.columns import CATEGORIES
from app.errors import AppError
from app.i18n import _
from app.services import completeness, facts, fields, roster, twins
from app.services.facts import LADDER
from app.services.people import IdCheck
from app.services.roster import Person
from app.ui.tabs.member_blocks import Blocks
from app.ui.tabs.member_fields import Field, IdEdit

# The days of the ladder and the category that each reaches, the highest first.
_LADDER = dict(
    zip(("confirmed", "admitted", "prospect", "activist", "applied"), CATEGORIES, strict=True)
)
_STAGE_OF = {title: stage for stage, _kind, title in LADDER}


class MemberForm(QWidget):
    """``fields`` by column key, in the order in which they stand.

    What looks wrong is said under its field and stops nobody.
    """

    #: the user wants to go to this field
    wanted = Signal(object)

    def __init__(self, one: Person | None) -> None:
        super().__init__()
        self._one = one
        self._here = ""
        self._derived = ""
        self._from_number: dict[str, str] = {}
        self._alike: dict[tuple[str, str, str], str] = {}
        # who has left has no category, whatever days stand here
        self._lifts = one is None or one.stage != "former"
        self._loading = True
        first = completeness.asked_first(one)
        self.fields = _fields(first)
        self.blocks = Blocks(self.fields, first)
        self.blocks.next_wanted.connect(self._to_next_missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.blocks)
        self._start = dict.fromkeys(self.fields, "")
        for key, field in self.fields.items():
            field.set_text(one.values[key] if one else "")
            self._start[key] = field.text()
            field.on_typed(partial(self._typed, field))
            field.on_left(partial(self._left, field))
            if isinstance(field.widget, IdEdit):
                field.widget.read.connect(self._derive)
        self._loading = False
        self._say_findings()

    # -- what is written -----------------------------------------------------------------------

    def values(self) -> dict[str, str]:
        """Every field's text."""
        return {key: field.text() for key, field in self.fields.items()}

    def changed(self) -> dict[str, str]:
        """The fields that no longer say what they said at first."""
        return {key: text for key, text in self.values().items() if text != self._start[key]}

    def to_save(self) -> dict[str, str]:
        """What is to be written into the book: what was changed, and what decides the stage.

        The category and the days of the ladder go together, so that a category that contradicts
        a day which stands in the form is refused instead of the day being dropped.
        """
        changed = self.changed()
        if changed.keys() & {"category", *_LADDER}:
            for key in ("category", *_LADDER):
                text = self.fields[key].text()
                if text:
                    changed[key] = text
        return changed

    def check(self) -> Field | None:
        """Check every field that was written into; the first that is wrong, None when all is well."""
        name = self.fields["name"]
        for key, field in self.fields.items():
            if field.text() != self._start[key]:
                self._clean(field)
        if not name.text():
            name.say_error(_("请填写姓名。"))
        self._check_category()
        return next((field for field in self.fields.values() if field.error()), None)

    def _check_category(self) -> None:
        try:
            facts.fact_days(self._readable(), {})
        except AppError as error:
            self.fields["category"].say_error(error.sentence)

    # -- while one types -----------------------------------------------------------------------

    def _typed(self, field: Field) -> None:
        if self._loading:
            return
        if field.key == "id_number":
            self._watch_number(field)
        elif field.error():
            field.say_error("")

    def _left(self, field: Field) -> None:
        if self._loading:
            return
        self._here = field.key
        if field.text() != self._start[field.key] or field.error():
            self._clean(field)
        if field.key in _LADDER and self._lifts:
            self._raise_category()
        self._say_findings()

    def _missing(self) -> list[str]:
        """What the stage that the form says asks for and nobody has filled in."""
        stage = self._one.stage if self._one else ""
        if self._lifts:
            stage = _STAGE_OF.get(self.fields["category"].text(), stage)
        return completeness.lacking(stage, self.values())

    def _to_next_missing(self) -> None:
        """The next one after the field where the user was last; after the last the first."""
        missing = set(self._missing())
        keys = list(self.fields)
        behind = keys.index(self._here) + 1 if self._here else 0
        for key in (*keys[behind:], *keys[:behind]):
            if key in missing:
                self._here = key
                self.wanted.emit(self.fields[key])
                return

    def _clean(self, field: Field) -> None:
        """Write a field's text as the book keeps it, or say what is wrong with it."""
        try:
            cleaned = fields.clean(field.column, field.text())
        except AppError as error:
            if field.column.kind != "day":
                field.say_error(error.sentence)
            return
        field.say_error("")
        if cleaned != field.text():
            field.set_text(cleaned)
        if field.key == "id_number" and cleaned:
            self._check_twin(field, cleaned)

    def _check_twin(self, field: Field, number: str) -> None:
        name = twins.owner_of(number, self._one.id if self._one else None)
        if name:
            field.say_error(
                _("名册里的{name}已经用了这个号码，请先核对是不是同一个人。").format(name=name)
            )

    def _look_alike(self) -> str:
        """Who in the book a new person may be; the book is asked once for the same words."""
        if self._one is not None:
            return ""
        key = self._sound("name"), self._sound("birth_day"), self._sound("id_number")
        if key not in self._alike:
            found = twins.look_alikes(*key)
            self._alike[key] = _alike_words(found[0]) if found else ""
        return self._alike[key]

    def _sound(self, key: str) -> str:
        return "" if self.fields[key].error() else self.fields[key].text()

    def _watch_number(self, field: Field) -> None:
        """How far the number is, while it is typed; a whole one is judged at once."""
        if not isinstance(field.widget, IdEdit):
            return
        digits = "".join(field.text().split())
        found, sentence = field.widget.check()
        self._derived = self._derived if found else ""
        if found is not None:
            field.say_error("")
            self._check_twin(field, found.number)
            if not field.error():
                self._say_findings()
        elif len(digits) >= 18 or field.widget.offers():
            field.say_error(sentence)
        else:
            words = _("已输入 {count} 位，还差 {rest} 位").format(
                count=len(digits), rest=18 - len(digits)
            )
            field.remark(words if digits else "", "hint")

    def _derive(self, found: IdCheck) -> None:
        """Birth date and sex from the number, where nothing is written or an earlier number was."""
        filled = []
        for key, known in (("birth_day", found.birth_day), ("sex", found.sex)):
            field = self.fields[key]
            text = field.text()
            if text != known and (known.startswith(text) or text == self._from_number.get(key)):
                field.set_text(known)
                self._from_number[key] = known
                filled.append(_(field.column.title))
        if filled:
            fields = _("和").join(filled)
            self._derived = _("号码正确，已填上{fields}。").format(fields=fields)

    def _raise_category(self) -> None:
        """A day of the ladder lifts the category to what it reaches; it never lowers it."""
        category = self.fields["category"]
        reached = next((title for key, title in _LADDER.items() if self._is_day(key)), "")
        order = list(CATEGORIES)
        now = category.text()
        if reached and (now not in order or order.index(reached) < order.index(now)):
            category.set_text(reached)

    def _has_stage(self) -> bool:
        return bool(self.fields["category"].text()) or any(map(self._is_day, _LADDER))

    def _is_day(self, key: str) -> bool:
        return bool(self.fields[key].text()) and not self.fields[key].error()

    def _say_findings(self) -> None:
        """What looks wrong, each under its field; an error there is more urgent."""
        said: dict[str, tuple[str, str]] = {}
        for finding in roster.findings(self._readable()):
            meaning = "overdue" if finding.strength == "hard" else "due"
            said.setdefault(finding.field, (finding.message, meaning))
        if self._lifts and self.fields["name"].text() and not self._has_stage():
            words = _("没有类别，也没有入党等日期：会列入“未定”，不算作党员。")
            said.setdefault("category", (words, "due"))
        alike = self._look_alike()
        if alike:
            said["name"] = (alike, "due")
        number = self.fields["id_number"]
        if isinstance(number.widget, IdEdit) and not number.error():
            found, _sentence = number.widget.check()
            if found is not None and found.findings:
                said["id_number"] = (found.findings[0], "due")
            elif self._derived:
                said["id_number"] = (self._derived, "in_order")
        for key, field in self.fields.items():
            if not field.error():
                field.remark(*said.get(key, ("", "hint")))
        self.blocks.say_counts(len(self._missing()))

    def _readable(self) -> Mapping[str, str]:
        return {
            key: "" if self.fields[key].error() else text for key, text in self.values().items()
        }


def _fields(first: list[str]) -> dict[str, Field]:
    """A field for every column: those asked first in their order, then the others in theirs."""
    columns = fields.by_key()
    order = [*first, *(key for key in columns if key not in first)]
    return {key: Field(columns[key]) for key in order}


def _alike_words(one: twins.Alike) -> str:
    words = _("名册里已有{name}（{day}出生），可能是同一个人。")
    if not one.birth_day:
        words = _("名册里已有{name}，可能是同一个人。")
    return words.format(name=one.name, day=one.birth_day)
