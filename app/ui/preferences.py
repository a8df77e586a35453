"""设置: this computer, the branch's facts, and what the branch decided for itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.errors import AppError
from app.i18n import _
from app.services import branch
from app.services.book import Book
from app.services.journal import action
from app.settings import Settings
from app.ui import errors
from app.ui.branch_page import BranchPage
from app.ui.dialog import Dialog
from app.ui.rule_page import RulePage
from app.ui.widgets.buttons import button, link_button
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.form import Form
from app.ui.widgets.labels import ElidedLabel, label

_COMPUTER, _BRANCH, _RULES = "computer", "branch", "rules"
_SMALLEST_PAGE = 430


class PreferencesDialog(Dialog):
    """Three pages and one 保存; the computer's settings are put into ``settings``, not written."""

    def __init__(
        self, parent: QWidget | None, book: Book, settings: Settings, page: str = _COMPUTER
    ) -> None:
        super().__init__(parent, _("设置"), width=780)
        self._settings = settings
        self._writable = not book.read_only
        self.computer = ComputerPage(settings)
        self.branch = BranchPage(branch.facts())
        self.rules = RulePage(branch.rules(), date.today())
        self.chips = Chips()
        self.chips.set_chips(
            [
                Chip(_COMPUTER, _("这台电脑")),
                Chip(_BRANCH, _("支部信息")),
                Chip(_RULES, _("本支部的规则")),
            ]
        )
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(_SMALLEST_PAGE)
        for one in (self.computer, self.branch, self.rules):
            self._stack.addWidget(one)
        for one in (self.branch, self.rules):
            one.setEnabled(self._writable)
        self.chips.changed.connect(lambda keys: self.show_page(keys[0]))
        self.body.addWidget(self.chips)
        self.body.addWidget(self._stack, 1)
        self.add_buttons(_("保存"), self.save)
        if not self._writable:
            self.left.addWidget(label(_("账簿现在只能查看，支部信息和规则不能改。"), "due"))
        self.show_page(page)

    def show_page(self, key: str) -> None:
        """Show a page: computer, branch or rules."""
        self.chips.select(key)
        self._stack.setCurrentIndex((_COMPUTER, _BRANCH, _RULES).index(key))

    def save(self) -> None:
        """Write what belongs to the branch as one action, and take over the computer's settings."""
        if self._writable and not self._save_branch():
            return
        self.computer.take_over(self._settings)
        self.accept()

    def _save_branch(self) -> bool:
        if not self.branch.check():
            self.show_page(_BRANCH)
            return False
        before = branch.facts()
        after = self.branch.facts(before)
        page = _BRANCH
        try:
            with action(_("修改设置")):
                if after != before:
                    branch.save(after)
                page = _RULES
                self.rules.save()
        except AppError as error:
            self.show_page(page)
            if page == _BRANCH:
                errors.show_error(self, error)
            return False
        return True


class ComputerPage(QWidget):
    """What this computer remembers, whatever book is open."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.language = QComboBox()
        for code, name in i18n.LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.theme = QComboBox()
        for key, words in (("system", _("跟随系统")), ("light", _("浅色")), ("dark", _("深色"))):
            self.theme.addItem(words, key)
        self.theme.setCurrentIndex(max(self.theme.findData(settings.theme), 0))
        for box in (self.language, self.theme):
            box.setFixedWidth(240)
        self._second = ""
        self._folder = ElidedLabel("", "", Qt.TextElideMode.ElideMiddle)
        self._drop = link_button(_("不再用"), lambda: self._set_second(""))
        self.second_button = button(_("选择文件夹…"), self._choose, "folder")
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._folder, 1)
        line.addWidget(self._drop)
        line.addWidget(self.second_button)
        form = Form()
        form.add(_("语言"), self.language, _("只影响屏幕；打印的表格总是中文。"))
        form.add(_("外观"), self.theme)
        form.add(_("第二备份位置"), place, _("例如优盘上的文件夹：每次自动备份都在那里多存一份。"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(form)
        column.addStretch(1)
        self._set_second(settings.second_backup)

    def take_over(self, settings: Settings) -> None:
        """Put what was chosen into the settings."""
        settings.language = self.language.currentData()
        settings.theme = self.theme.currentData()
        settings.second_backup = self._second

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("第二备份位置"), self._second or str(Path.home())
        )
        if chosen:
            self._set_second(chosen)

    def _set_second(self, folder: str) -> None:
        self._second = folder
        self._folder.set_text(folder or _("没有"))
        self._drop.setVisible(bool(folder))
