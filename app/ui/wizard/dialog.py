"""The first run as a dialog: one step after the other, and the book at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import AppError
from app.i18n import _
from app.services.branch import BranchFacts
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import rule
from app.ui.widgets.steps import Stage, Steps
from app.ui.wizard.pages import BranchPage, EnterprisePage, SecretaryPage, StepPage, UpperPage
from app.ui.wizard.safety import SafetyPage

# without the line for details under the names
_STEPS_HEIGHT = 58

#: Makes the book and opens it; an AppError leaves everything as it was.
Make = Callable[[Path, BranchFacts, str], object]


class Wizard(Dialog):
    """Asks for the branch and has its book made.

    Going back loses nothing, and nothing is written before the last step.
    """

    def __init__(self, parent: QWidget | None, make: Make) -> None:
        super().__init__(parent, _("新建账簿"), width=680)
        self._make = make
        self.branch = BranchPage()
        self.enterprise = EnterprisePage()
        self.upper = UpperPage()
        self.secretary = SecretaryPage()
        self.safety = SafetyPage()
        self._pages: tuple[StepPage, ...] = (
            self.branch, self.enterprise, self.upper, self.secretary, self.safety,
        )  # fmt: skip
        self.steps = Steps()
        self.steps.setFixedHeight(_STEPS_HEIGHT)
        self.steps.picked.connect(self._pick)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        self.body.addWidget(self.steps)
        self.body.addWidget(rule())
        self.body.addSpacing(4)
        self.body.addWidget(self._stack, 1)
        self.add_buttons(_("下一步"), self._forward)
        self.back_button = button(_("上一步"), self._backward)
        self.foot.insertWidget(1, self.back_button)
        self._show(0)

    def at(self) -> int:
        """The number of the step on the screen, from 0."""
        return self._stack.currentIndex()

    def _show(self, number: int) -> None:
        if self._pages[number] is self.safety:
            self.safety.suggest(self.branch.facts()["name"])
        self._stack.setCurrentIndex(number)
        last = number == len(self._pages) - 1
        self.main_button.setText(_("建立账簿") if last else _("下一步"))
        self.back_button.setEnabled(number > 0)
        self.steps.set_stages(
            [Stage(page.step, state=_state(at, number)) for at, page in enumerate(self._pages)]
        )
        first = self._pages[number].first()
        if first is not None:
            first.setFocus()

    def _pick(self, number: int) -> None:
        if number <= self.at():
            self._show(number)
        else:
            for _step in range(self.at(), number):
                if not self._pages[self.at()].check():
                    return
                self._show(self.at() + 1)

    def _forward(self) -> None:
        if not self._pages[self.at()].check():
            return
        if self.at() + 1 < len(self._pages):
            self._show(self.at() + 1)
        else:
            self._finish()

    def _backward(self) -> None:
        self._show(self.at() - 1)

    def _finish(self) -> None:
        QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
        try:
            self._make(self.safety.file(), self._facts(), self.safety.chosen_password())
        except AppError as error:
            QGuiApplication.restoreOverrideCursor()
            errors.show_error(self, error)
            return
        QGuiApplication.restoreOverrideCursor()
        self.safety.password.clear()
        self.accept()

    def _facts(self) -> BranchFacts:
        entered: dict[str, str] = {}
        for page in self._pages:
            entered |= page.facts()
        return BranchFacts(
            name=entered["name"],
            enterprise=entered["enterprise"],
            upper=entered["upper"],
            secretary=entered["secretary"],
            phone=entered["phone"],
            credit_code=entered["credit_code"],
            founded=entered["founded"],
            fonds_code=entered["fonds_code"],
            office_code=entered["office_code"],
        )


def _state(at: int, now: int) -> Literal["done", "now", "ahead"]:
    return "done" if at < now else "now" if at == now else "ahead"
