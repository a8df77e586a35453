"""会议通知: the facts of a meeting to come make a draft, which is read over, printed or copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app import dates
from app.i18n import _
from app.services import minutes_papers as service
from app.services.minutes import KIND_TITLES, MeetingFacts
from app.services.minutes_papers import Notice
from app.ui.dialog import Dialog
from app.ui.tab import Tab
from app.ui.widgets.buttons import button, link_button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit, text_edit
from app.ui.widgets.labels import label
from app.ui.widgets.notice import toast

#: Shows the PDF that a function draws over a window, under a file name.
Show = Callable[[QWidget, Callable[[], bytes], str], None]

_SIZE = (1000, 620)
_LEFT_WIDTH = 400


class PlanForm(QWidget):
    """The facts of a meeting that is not entered yet."""

    #: a fact has been changed
    changed = Signal()

    def __init__(self, like: MeetingFacts | None, *, day: str = "", notice: bool = False) -> None:
        """``like`` gives kind and place (and the hour); ``notice`` asks for topics, too."""
        super().__init__()
        self._notice = notice
        self.kind = QComboBox()
        for code, title in KIND_TITLES.items():
            self.kind.addItem(_(title), code)
        self.kind.setCurrentIndex(self.kind.findData(like.kind if like else "assembly"))
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.one_group = QComboBox()
        self.one_group.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.title = line_edit("", _("空着就用会议类型"))
        self.day = DayEdit(day, whole=True)
        self.day.changed.connect(self._day_changed)
        self.start = line_edit(like.start if like else "", "14:30")
        self.place = line_edit(like.place if like else "")
        self.observers = line_edit("", _("没有就空着"))
        self.topics = text_edit(lines=4)
        self.topics.setPlaceholderText(_("一行一个议题"))
        form = Form(labels="above", columns=2)
        form.add(_("会议类型"), self.kind, required=True)
        self._group_row = form.add(_("党小组"), self.one_group)
        self._day_row = form.add(_("日期"), self.day, required=True)
        form.add(_("开始时间"), self.start)
        form.add(_("名称"), self.title, wide=True)
        form.add(_("地点"), self.place, wide=True)
        if notice:
            form.add(_("列席人员"), self.observers, wide=True)
            form.add(_("议题"), self.topics, wide=True)
            self.topics.textChanged.connect(self.changed)
        for line in (self.title, self.start, self.place, self.observers):
            line.textEdited.connect(lambda _text: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        self._load_groups()

    def facts(self) -> MeetingFacts:
        """What is written now; an unreadable day is ''."""
        return MeetingFacts(
            kind=str(self.kind.currentData()),
            day=self.day.day() or "",
            title=self.title.text().strip(),
            start=self.start.text().strip(),
            place=self.place.text().strip(),
            observers=self.observers.text().strip(),
            topic=self.topics.toPlainText(),
        )

    def group(self) -> str:
        """The 党小组 that meets, '' for all."""
        one = self.kind.currentData() == "group"
        return str(self.one_group.currentData() or "") if one else ""

    def check(self) -> bool:
        """Whether the day is there; if not, say so."""
        self._day_row.set_error("")
        if not self.day.check():
            return False
        if not self.day.day():
            self._day_row.set_error(_("请填写会议日期。"))
            self.day.setFocus()
            return False
        return True

    def _kind_changed(self, _at: int) -> None:
        self._show_group()
        self.changed.emit()

    def _day_changed(self, _day: str) -> None:
        self._day_row.set_error("")
        self._load_groups()
        self.changed.emit()

    def _load_groups(self) -> None:
        """The groups as at the day; the one that was chosen stays."""
        chosen = self.one_group.currentData()
        day = dates.first_day(self.day.day() or "") or date.today()
        self.one_group.blockSignals(True)
        self.one_group.clear()
        self.one_group.addItem(_("全部"), "")
        for name in service.group_names(day):
            self.one_group.addItem(name, name)
        self.one_group.setCurrentIndex(max(self.one_group.findData(chosen), 0))
        self.one_group.blockSignals(False)
        self._show_group()

    def _show_group(self) -> None:
        many = self.one_group.count() > 1
        self.one_group.setEnabled(many and self.kind.currentData() == "group")


class NoticeDialog(Dialog):
    """Facts at the left write the draft at the right until that is changed by hand."""

    def __init__(self, tab: Tab, like: MeetingFacts | None, show: Show) -> None:
        super().__init__(tab, _("会议通知"), width=860)
        self._show_paper = show
        self._by_hand = False
        self.plan = PlanForm(like, notice=True)
        self.plan.changed.connect(self._draft)
        self.plan.setFixedWidth(_LEFT_WIDTH)
        panes = QHBoxLayout()
        panes.setSpacing(24)
        left = QVBoxLayout()
        left.addWidget(self.plan)
        left.addStretch(1)
        panes.addLayout(left)
        panes.addLayout(self._right(), 1)
        self.body.addLayout(panes, 1)
        self.left.addWidget(button(_("复制文字"), self._copy))
        self.add_buttons(_("预览和打印"), self._show, _("关闭"))
        # Enter in a line would press the main button while the text is not read over yet
        self.main_button.setDefault(False)
        self._draft()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))

    def _right(self) -> QVBoxLayout:
        self.heading, self.addressee, self.signer = QLineEdit(), QLineEdit(), QLineEdit()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.day = DayEdit(date.today().isoformat(), whole=True)
        self.receipt = QCheckBox(_("附回执"))
        column = QVBoxLayout()
        column.setSpacing(4)
        for caption, field, stretch in (
            (_("标题"), self.heading, 0),
            (_("主送"), self.addressee, 0),
            (_("正文"), self.text, 1),
        ):
            title = label(caption, "hint")
            title.setBuddy(field)
            field.setAccessibleName(caption)
            column.addWidget(title)
            column.addWidget(field, stretch)
            column.addSpacing(8)
        below = Form(labels="above", columns=2)
        below.add(_("署名"), self.signer)
        below.add(_("落款日期"), self.day)
        column.addWidget(below)
        column.addSpacing(8)
        for line in (self.heading, self.addressee, self.signer):
            line.textEdited.connect(lambda _text: self._changed_by_hand())
        self.text.textChanged.connect(self._changed_by_hand)
        self.again = link_button(_("按左边重新拟稿"), self._draft_again)
        self.changed_hint = label(_("文字已经改过，左边的改动不再写进来。"), "hint", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.receipt)
        foot.addWidget(self.changed_hint, 1)
        foot.addWidget(self.again)
        column.addLayout(foot)
        return column

    def _draft(self) -> None:
        """Write the draft anew, unless the words are the user's own by now."""
        if self._by_hand:
            return
        written_on = dates.first_day(self.day.day() or "") or date.today()
        words = service.draft_notice(self.plan.facts(), written_on, self.plan.group())
        self.text.blockSignals(True)
        self.heading.setText(words.title)
        self.addressee.setText(words.addressee)
        self.text.setPlainText(words.text)
        self.signer.setText(words.signer)
        self.signer.setCursorPosition(0)
        self.text.blockSignals(False)
        self._show_state()

    def _draft_again(self) -> None:
        self._by_hand = False
        self._draft()

    def _changed_by_hand(self) -> None:
        self._by_hand = True
        self._show_state()

    def _show_state(self) -> None:
        self.changed_hint.setVisible(self._by_hand)
        self.again.setVisible(self._by_hand)

    def words(self) -> Notice:
        """The notice as it is written now."""
        return Notice(
            self.heading.text(),
            self.addressee.text(),
            self.text.toPlainText(),
            self.signer.text(),
            self.day.day() or "",
        )

    def _complete(self) -> bool:
        return self.plan.check() and self.day.check()

    def _copy(self) -> None:
        if self._complete():
            QGuiApplication.clipboard().setText(self.words().plain)
            toast(self, _("通知已复制，可以粘贴到群里。"))

    def _show(self) -> None:
        from app.registers import minutes_papers as register

        if not self._complete():
            return
        words, receipt = self.words(), self.receipt.isChecked()
        name = f"{self.plan.facts().day}_会议通知"
        self._show_paper(self, lambda: register.notice(words, receipt=receipt), name)
