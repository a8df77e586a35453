"""All fields of a member in sections, checked while one types and when a field is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.columns import CATEGORIES, COLUMNS, SECTIONS
from app.errors import AppError
from app.i18n import N_, _
from app.services import facts, fields, roster
from app.services.people import IdCheck
from app.services.roster import Person
from app.ui.tabs.member_fields import Field, IdEdit
from app.ui.widgets.form import Form

# The days of the ladder and the category that each reaches, the highest first.
_LADDER = dict(
    zip(("confirmed", "admitted", "prospect", "activist", "applied"), CATEGORIES, strict=True)
)
_WIDE = ("note",)
_PLACEHOLDERS = {
    "sponsors": N_("两位，用顿号分开"),
    "native_place": N_("省和县市，如 江苏南京"),
    "school": N_("院校、系和专业"),
    "mobile_where": N_("省市和单位"),
}


class MemberForm(QWidget):
    """``fields`` by column key. What looks wrong is said under its field and stops nobody."""

    def __init__(self, one: Person | None, people: Sequence[Person]) -> None:
        super().__init__()
        self._others = [other for other in people if one is None or other.id != one.id]
        self._derived = ""
        self._from_number: dict[str, str] = {}
        # who has left has no category, whatever days stand here
        self._lifts = one is None or one.stage != "former"
        self._loading = True
        self.fields = {column.key: Field(column) for column in COLUMNS}
        self.sections: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(20)
        for key, title in SECTIONS:
            self.sections[key] = self._section(key, title)
            column.addWidget(self.sections[key])
        column.addStretch(1)
        self._start = dict.fromkeys(self.fields, "")
        for key, field in self.fields.items():
            field.set_text(one.values[key] if one else "")
            self._start[key] = field.text()
        self._loading = False
        self._say_findings()

    def _section(self, section: str, title: str) -> QWidget:
        form = Form(labels="above", columns=2)
        form.section(_(title))
        for field in self.fields.values():
            column = field.column
            if column.section != section:
                continue
            field.row = form.add(
                _(column.title),
                field.widget,
                required=column.required,
                wide=column.key in _WIDE,
            )
            if column.key in _PLACEHOLDERS:
                field.widget.setProperty("placeholderText", _(_PLACEHOLDERS[column.key]))
            field.on_typed(partial(self._typed, field))
            field.on_left(partial(self._left, field))
            if isinstance(field.widget, IdEdit):
                field.widget.read.connect(self._derive)
        return form

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
        if field.text() != self._start[field.key] or field.error():
            self._clean(field)
        if field.key in _LADDER and self._lifts:
            self._raise_category()
        self._say_findings()

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
        twin = next((one for one in self._others if one.values["id_number"] == number), None)
        if twin is not None:
            field.say_error(
                _("名册里的{name}已经用了这个号码，请先核对是不是同一个人。").format(name=twin.name)
            )

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

    def _readable(self) -> Mapping[str, str]:
        return {
            key: "" if self.fields[key].error() else text for key, text in self.values().items()
        }
