"""The head of the window: whose book, which year, the search box and the two counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from app.i18n import _
from app.ui.search import SearchBox
from app.ui.session import Counters, Session
from app.ui.tab import PAGE_MARGINS
from app.ui.tab_bar import INDENT, TabBar
from app.ui.widgets.buttons import button, quiet_button
from app.ui.widgets.labels import ElidedLabel, label


class Header(QFrame):
    """Names, search, year, counts and the menu of the program."""

    #: a year was chosen
    year_chosen = Signal(int)
    #: 待办 or 可以签字 was pressed: the tab to go to
    jump = Signal(str)

    def __init__(self, session: Session, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("header")
        self.name = ElidedLabel(role="branch")
        self.subtitle = ElidedLabel(role="caption")
        self.mark = label("", "mark")
        self.search = SearchBox(session.search)
        self.search.setObjectName("search")
        self.year = QComboBox()
        self.todo = button("", lambda: self.jump.emit("home"))
        self.ready = button("", lambda: self.jump.emit("appraisal"))
        self.more = quiet_button("", icon="menu")
        self.more.setToolTip(_("更多"))
        self.more.setAccessibleName(_("更多"))
        self.more.setMenu(menu)
        self.tabs = TabBar()
        self._lay_out()
        self.show_session(session)
        self.year.activated.connect(lambda at: self.year_chosen.emit(self.year.itemData(at)))

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(280)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.year.setAccessibleName(_("年度"))
        self.year.setFixedWidth(112)
        self.more.setFixedWidth(38)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self.name)
        title.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        title.addStretch(1)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addLayout(title)
        names.addWidget(self.subtitle)
        top = QHBoxLayout()
        top.setContentsMargins(24, 10, 16, 0)
        top.setSpacing(12)
        top.addLayout(names, 3)
        for part in (self.search, self.year, self.todo, self.ready, self.more):
            top.addWidget(part, 2 if part is self.search else 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(PAGE_MARGINS[0] - INDENT, 0, 24, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        column.addLayout(tabs)

    def show_session(self, session: Session) -> None:
        """Show the facts of the open book and the year."""
        self.name.set_text(session.branch_name)
        self.subtitle.set_text(session.subtitle)
        marks = []
        if session.practice:
            marks.append(_("演示"))
        if session.read_only:
            marks.append(_("只读"))
        self.mark.setText(" · ".join(marks))
        self.mark.setVisible(bool(marks))
        self.year.clear()
        for year in sorted({*session.years, session.year}, reverse=True):
            self.year.addItem(_("{year} 年度").format(year=year), year)
        self.year.setCurrentIndex(self.year.findData(session.year))

    def show_counters(self, counters: Counters) -> None:
        """Show the two counts."""
        self.todo.setText(_("待办 {count}").format(count=counters.todo))
        self.ready.setText(_("可以签字 {count}").format(count=counters.ready))


class Foot(QFrame):
    """Where the book is, and when it was last kept safe and archived."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self._book = ElidedLabel(role="caption", mode=Qt.TextElideMode.ElideMiddle)
        self._facts = label("", "caption")
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 24, 4)
        line.addWidget(self._book, 1)
        line.addWidget(self._facts)

    def show_status(self, book: str, last_backup: str, last_archive: str) -> None:
        """Show the book's place and the two days; '' leaves one out."""
        self._book.set_text(_("账簿：{path}").format(path=book))
        parts = []
        if last_backup:
            parts.append(_("上次备份 {when}").format(when=last_backup))
        if last_archive:
            parts.append(_("上次归档 {when}").format(when=last_archive))
        self._facts.setText("   ·   ".join(parts))
