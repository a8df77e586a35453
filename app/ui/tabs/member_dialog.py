"""新增党员, 编辑: every field of a person, what its stage asks for first; Ctrl+Enter saves."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import roster
from app.services.roster import Person
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.tabs.member_blocks import TITLES
from app.ui.tabs.member_fields import Field
from app.ui.tabs.member_form import MemberForm
from app.ui.widgets.buttons import quiet_button
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.scroll import scroll_area

_SIZE = (880, 700)


class MemberDialog(LongDialog):
    """``saved_id`` is the person's number after something was saved; ``done_text`` says what.

    ``field`` is the key of the column to begin with.
    """

    def __init__(self, parent: QWidget, one: Person | None, field: str = "") -> None:
        title = _("编辑：{name}").format(name=one.name) if one else _("新增党员")
        super().__init__(parent, title, width=640)
        offer_help(self, "roster")
        self.saved_id: int | None = None
        self.done_text = ""
        self._person = one
        self.form = MemberForm(one)
        self.form.wanted.connect(self.go_to)
        self.sections = Chips()
        self.sections.setAccessibleName(_("分组"))
        # in the middle of the line with the button, which is a little higher
        self.sections.setContentsMargins(0, 2, 0, 2)
        parts = self.form.blocks.parts
        self.sections.set_chips([Chip(key, _(TITLES[key])) for key in parts])
        self.sections.changed.connect(lambda keys: self._show_section(keys[0]))
        self.unfold = quiet_button(_("全部展开"), self._unfold)
        self._area = scroll_area(self.form)
        self._area.verticalScrollBar().valueChanged.connect(self._scrolled)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.sections, 1)
        head.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._area, 1)
        self.add_save()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))
        first = self.form.fields.get(field) or self.form.fields["name"]
        # where it stands is known only when the dialog has been laid out
        QTimer.singleShot(0, self, lambda: self.go_to(first))

    def go_to(self, field: Field) -> None:
        """Give a field the keyboard, and bring it to the middle where it is out of sight."""
        self.form.blocks.open(self.form.blocks.part_of(field))
        self._settle()
        height = self._area.viewport().height()
        bar = self._area.verticalScrollBar()
        at = field.widget.mapTo(self.form, QPoint(0, 0)).y()
        if not bar.value() <= at <= bar.value() + height - field.widget.height():
            bar.setValue(at - height // 2)
        field.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _settle(self) -> None:
        """Lay out what has just been unfolded, so that places and the scroll bar are right."""
        for widget in (self.form.blocks, self.form):
            layout = widget.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
        self.form.adjustSize()

    def _show_section(self, key: str) -> None:
        self.form.blocks.open(key)
        self._settle()
        self._area.verticalScrollBar().setValue(self._top_of(key))
        first = self.form.blocks.first_of(key, self.form.fields)
        first.widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.sections.select(key)

    def _top_of(self, key: str) -> int:
        return self.form.blocks.parts[key].mapTo(self.form, QPoint(0, 0)).y()

    def _unfold(self) -> None:
        self.form.blocks.open_all(open_=not self.form.blocks.is_all_open())
        self._settle()
        self.unfold.setText(_("全部收起") if self.form.blocks.is_all_open() else _("全部展开"))

    def _scrolled(self, top: int) -> None:
        """The chip of the section that is read now."""
        height = self._area.viewport().height()
        at_end = top == self._area.verticalScrollBar().maximum()
        line = top + (height if at_end else height // 3)
        passed = [key for key in self.form.blocks.parts if self._top_of(key) <= line]
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
