"""The parts of a member's editor: what is to be filled in now, then the sections, folded away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.services.fields import SECTIONS
from app.ui.tabs.member_fields import Field
from app.ui.widgets.buttons import link_button
from app.ui.widgets.fold import Fold
from app.ui.widgets.form import Form
from app.ui.widgets.labels import label

#: The first part: what the person's stage asks for before everything else.
NOW = "now"
TITLES = {NOW: N_("现在要填的"), **dict(SECTIONS)}

_WIDE = ("note",)
_PLACEHOLDERS = {
    "sponsors": N_("两位，用顿号分开"),
    "native_place": N_("省和县市，如 江苏南京"),
    "school": N_("院校、系和专业"),
    "mobile_where": N_("省市和单位"),
    "seniority_correction": N_("月数，可以是负数"),
}


class Blocks(QWidget):
    """Every field once: those asked first on top, the others in their sections."""

    #: the next field that is still missing is wanted
    next_wanted = Signal()

    def __init__(self, fields: Mapping[str, Field], first: Sequence[str]) -> None:
        super().__init__()
        #: the part of each key of ``TITLES`` that there is
        self.parts: dict[str, QWidget] = {}
        self._folds: dict[str, tuple[Fold, list[Field]]] = {}
        self._place: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(self._now([fields[key] for key in first]))
        for key, title in SECTIONS:
            rest = [one for one in fields.values() if self._section_of(one, first) == key]
            if rest:
                column.addWidget(self._fold(key, _(title), rest))
        column.addStretch(1)

    @staticmethod
    def _section_of(field: Field, first: Sequence[str]) -> str:
        return "" if field.key in first else field.column.section

    def _now(self, fields: Sequence[Field]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(label(_(TITLES[NOW]), "strong"))
        line.addStretch(1)
        self._state = label("", "in_order")
        self._next = link_button("", self.next_wanted.emit)
        line.addWidget(self._state)
        line.addWidget(self._next)
        column.addLayout(line)
        column.addWidget(self._form(fields, NOW))
        self.parts[NOW] = part
        return part

    def _fold(self, key: str, title: str, fields: list[Field]) -> QWidget:
        inside = _("、").join(_(field.column.title) for field in fields)
        fold = Fold(title, inside, self._form(fields, key))
        fold.toggled.connect(lambda is_open: self._toggled(fields[0], is_open=is_open))
        self.parts[key] = fold
        self._folds[key] = (fold, fields)
        return fold

    def _form(self, fields: Sequence[Field], part: str) -> Form:
        form = Form(labels="above", columns=2)
        for field in fields:
            column = field.column
            self._place[field.key] = part
            field.row = form.add(
                _(column.title),
                field.widget,
                required=column.required,
                wide=column.key in _WIDE,
            )
            if column.key in _PLACEHOLDERS:
                field.widget.setProperty("placeholderText", _(_PLACEHOLDERS[column.key]))
        return form

    @staticmethod
    def _toggled(first: Field, *, is_open: bool) -> None:
        # Enter goes on to what has just come into sight
        if is_open:
            first.widget.setFocus(Qt.FocusReason.TabFocusReason)

    # -- showing -------------------------------------------------------------------------------

    def part_of(self, field: Field) -> str:
        """The key of the part that a field stands in."""
        return self._place[field.key]

    def open(self, key: str) -> None:
        """Unfold a part."""
        if key in self._folds:
            self._folds[key][0].set_open(open_=True)

    def open_all(self, *, open_: bool) -> None:
        """Unfold all parts, or fold them away."""
        for fold, _fields in self._folds.values():
            fold.set_open(open_=open_)

    def is_all_open(self) -> bool:
        """Whether nothing is folded away."""
        return all(fold.is_open() for fold, _fields in self._folds.values())

    def first_of(self, key: str, fields: Mapping[str, Field]) -> Field:
        """The first field of a part."""
        return next(one for one in fields.values() if self._place[one.key] == key)

    def say_counts(self, missing: int) -> None:
        """How much of each part is filled in, and how many things are still to be asked for."""
        for fold, fields in self._folds.values():
            filled = sum(bool(field.text()) for field in fields)
            words = _("已填 {filled} / {total}").format(filled=filled, total=len(fields))
            odd = sum(field.is_odd() for field in fields)
            if odd:
                words = _("{words}，{count} 处请核对").format(words=words, count=odd)
            fold.say_count(words, "due" if odd else "caption")
        self._state.setVisible(not missing)
        self._state.setText(_("该填的都填了"))
        self._next.setVisible(bool(missing))
        self._next.setText(_("还缺 {count} 项，到下一项").format(count=missing))
