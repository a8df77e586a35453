"""新增党员, 编辑: every field of a person in sections; Ctrl+Enter saves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.columns import SECTIONS
from app.errors import AppError
from app.i18n import _
from app.services import roster
from app.services.roster import Person
from app.ui.long_dialog import LongDialog
from app.ui.tabs.member_fields import Field
from app.ui.tabs.member_form import MemberForm
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.scroll import scroll_area

_SIZE = (820, 660)


class MemberDialog(LongDialog):
    """``saved_id`` is the person's number after something was saved; ``done_text`` says what."""

    def __init__(
        self, parent: QWidget, one: Person | None, people: Sequence[Person], field: str = ""
    ) -> None:
        title = _("编辑：{name}").format(name=one.name) if one else _("新增党员")
        super().__init__(parent, title, width=640)
        self.saved_id: int | None = None
        self.done_text = ""
        self._person = one
        self.form = MemberForm(one, people)
        self.sections = Chips()
        self.sections.setAccessibleName(_("分组"))
        self.sections.set_chips([Chip(key, _(words)) for key, words in SECTIONS])
        self.sections.changed.connect(lambda keys: self._show_section(keys[0]))
        self._area = scroll_area(self.form)
        self._area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.body.addWidget(self.sections)
        self.body.addWidget(self._area, 1)
        self.add_save()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))
        first = self.form.fields.get(field) or self.form.fields["name"]
        # where it stands is known only when the dialog has been laid out
        QTimer.singleShot(0, self, lambda: self.go_to(first))

    def go_to(self, field: Field) -> None:
        """Give a field the keyboard, and bring it to the middle where it is out of sight."""
        height = self._area.viewport().height()
        bar = self._area.verticalScrollBar()
        at = field.widget.mapTo(self.form, QPoint(0, 0)).y()
        if not bar.value() <= at <= bar.value() + height - field.widget.height():
            bar.setValue(at - height // 2)
        field.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_section(self, key: str) -> None:
        self._area.verticalScrollBar().setValue(self.form.sections[key].y())
        first = next(one for one in self.form.fields.values() if one.column.section == key)
        first.widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.sections.select(key)

    def _scrolled(self, top: int) -> None:
        """The chip of the section that is read now."""
        height = self._area.viewport().height()
        at_end = top == self._area.verticalScrollBar().maximum()
        line = top + (height if at_end else height // 3)
        passed = [key for key, part in self.form.sections.items() if part.y() <= line]
        self.sections.select(passed[-1])

    def save(self) -> None:
        """Write what was changed; what is wrong is said and nothing is lost."""
        self.complain("")
        wrong = self.form.check()
        if wrong is not None:
            self.go_to(wrong)
            return
        values = self.form.to_save()
        if not values:
            self.accept()
            return
        number = self._person.id if self._person else None
        try:
            self.saved_id = roster.save(number, values)
        except AppError as error:
            self.complain(error.sentence)
            return
        name = self.form.fields["name"].text()
        words = _("已保存{name}的修改。") if self._person else _("已新增{name}。")
        self.done_text = words.format(name=name)
        self.accept()

    def is_changed(self) -> bool:
        """Whether a field holds something else than the book."""
        return bool(self.form.changed())
