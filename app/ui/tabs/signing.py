"""Noting what was done with printed copies: signed, shown, handed over, filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.documents import STEP_TITLES
from app.services import documents
from app.services.documents import CopyState
from app.ui.dialog import Dialog
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form
from app.ui.widgets.labels import label

#: Steps that a person does and somebody notes afterwards, in order.
_NOTED = tuple(step for step in STEP_TITLES if step != "printed")


class SigningDialog(Dialog):
    """Note that a step was done: choose the step, the day, and the copies it was done for."""

    def __init__(
        self,
        parent: QWidget,
        copies: Sequence[tuple[str, CopyState]],
        step: str = "",
        *,
        chosen: bool = False,
    ) -> None:
        """``copies`` with the words that name each; ``chosen`` ticks them from the start."""
        super().__init__(parent, _("登记签字"), width=520)
        self._copies = [(name, copy) for name, copy in copies if copy.next_step]
        self._chosen = chosen
        self.step = QComboBox()
        for key in _NOTED:
            count = sum(copy.next_step == key for _name, copy in self._copies)
            if count:
                self.step.addItem(
                    _("{step}（{count} 份）").format(step=_(STEP_TITLES[key]), count=count), key
                )
        self.step.setCurrentIndex(max(self.step.findData(step), 0))
        self.step.currentIndexChanged.connect(self._show_copies)
        self.day = DayEdit(date.today().isoformat())
        form = Form()
        form.add(_("已经做完的事"), self.step)
        self._day_row = form.add(_("日期"), self.day)
        self.body.addWidget(form)
        self.list = QListWidget()
        self.list.setAccessibleName(_("份"))
        self.list.setMinimumHeight(220 if len(self._copies) > 2 else 90)
        self.body.addWidget(self.list, 1)
        self._nothing = label(_("现在没有等待签字的文件。先打印，再来登记。"), "hint", wrap=True)
        self._nothing.setVisible(not self._copies)
        self.list.setVisible(bool(self._copies))
        form.setVisible(bool(self._copies))
        self.body.addWidget(self._nothing)
        if self._copies:
            self.add_buttons(_("登记"), self._save)
        else:
            self.add_close()
        self._show_copies()

    def _show_copies(self) -> None:
        self.list.clear()
        for name, copy in self._waiting():
            item = QListWidgetItem(f"{name} · {copy.holder}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if self._chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _waiting(self) -> list[tuple[str, CopyState]]:
        step = self.step.currentData()
        return [(name, copy) for name, copy in self._copies if copy.next_step == step]

    def _save(self) -> None:
        chosen = [
            copy
            for row, (_name, copy) in enumerate(self._waiting())
            if self.list.item(row).checkState() == Qt.CheckState.Checked
        ]
        if not chosen:
            self._day_row.set_error(_("请在下面勾选已经做完的份。"))
            return
        try:
            documents.advance(chosen, str(self.step.currentData()), self.day.line.text())
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.accept()
