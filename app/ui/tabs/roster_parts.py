"""What stands around the table of the roster: the line of chips and menus, the table's own line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.i18n import _
from app.ui import icons
from app.ui.widgets.buttons import Action, button, link_button, menu_button
from app.ui.widgets.chips import Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel, label

# the part of the line that the chips have before a menu goes into 更多
_SHARE = 0.55
_GAP = 8
_FIND_WIDTH = (110, 230)


class HeadLine(QWidget):
    """Chips, menus and the main action; where there is no room, menus go into the last of them."""

    def __init__(self, chips: Chips, menus: Sequence[QPushButton], main: QPushButton) -> None:
        super().__init__()
        self._chips = chips
        *self._foldable, self._more = menus
        self._main = main
        self._entries: list[QAction] = []
        self._folded = -1
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        line.addWidget(chips, 1)
        for one in (*menus, main):
            line.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)

    def arrange(self) -> None:
        """The menus hold other entries: show those that have any."""
        submenus = [one.menu().menuAction() for one in self._foldable]
        inside = self._more.menu().actions()
        self._entries = [one for one in inside if one not in submenus and not one.isSeparator()]
        self._folded = -1
        self.fit()

    def button_of(self, one: QPushButton) -> QPushButton:
        """The button that opens this one's menu now: itself, or 更多."""
        return self._more if one.isHidden() else one

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        # as narrow as it is with all menus folded
        buttons = self._main.sizeHint().width() + self._more.sizeHint().width() + 2 * _GAP
        size = super().minimumSizeHint()
        return QSize(buttons + self._chips.minimumSizeHint().width(), size.height())

    def fit(self) -> None:
        """Fold as few menus as leave the chips their room; one, if they then stand in one line."""
        count = len(self._filled())
        chips = self._chips.sizeHint().width()
        one_line = [number for number in range(min(count, 2)) if self._room(number) >= chips]
        share = round(self.width() * _SHARE)
        enough = [number for number in range(count) if self._room(number) >= share]
        self._fold((one_line or enough or [count])[0])

    def _filled(self) -> list[QPushButton]:
        return [one for one in self._foldable if not one.menu().isEmpty()]

    def _room(self, folded: int) -> int:
        """Pixels that the chips have when so many menus are folded."""
        filled = self._filled()
        shown = [*filled[: len(filled) - folded], self._main]
        if folded or self._entries:
            shown.append(self._more)
        return self.width() - sum(one.sizeHint().width() + _GAP for one in shown)

    def _fold(self, folded: int) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        filled = self._filled()
        kept = len(filled) - folded
        menu = self._more.menu()
        for old in menu.actions():
            menu.removeAction(old)
        for one in self._foldable:
            one.setVisible(one in filled[:kept])
        for one in filled[kept:]:
            one.menu().setTitle(one.text())
            menu.addMenu(one.menu())
        if folded and self._entries:
            menu.addSeparator()
        menu.addActions(self._entries)
        self._more.setVisible(not menu.isEmpty())


class TableBar(QWidget):
    """Above the table: what to find in it, how many there are, and how they are shown."""

    def __init__(self, seek: Action, choose_filter: Action, choose_columns: Action) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("找人：姓名、拼音、号码"))
        self.search.setAccessibleName(_("在名册中找人"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.setMinimumWidth(_FIND_WIDTH[0])
        self.search.setMaximumWidth(_FIND_WIDTH[1])
        self.search.textEdited.connect(lambda _text: seek())
        self._count = label("", "hint")
        self.filter_button = button(_("筛选…"), choose_filter)
        self.sort_button = menu_button(_("排序"), ())
        self.columns_button = button(_("列…"), choose_columns)
        self.day_button = menu_button("", ())
        self.day_button.setToolTip(_("看哪一天的名册"))
        self._sort_words = ""
        self.say_day("")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 6, 6, 6)
        line.setSpacing(2)
        line.addWidget(self.search, 1)
        line.addSpacing(8)
        line.addWidget(self._count)
        line.addStretch(1)
        for one in (self.filter_button, self.sort_button, self.columns_button, self.day_button):
            one.setProperty("kind", "quiet")
            line.addWidget(one)

    def say_count(self, shown: int, chosen: int) -> None:
        """How many are shown, and how many of them are chosen when it is more than one."""
        words = _("已选 {chosen} / {count} 人") if chosen > 1 else _("{count} 人")
        self._count.setText(words.format(chosen=chosen, count=shown))
        self._fit()

    def say_day(self, day: str) -> None:
        """As at which day the table is; '' is today."""
        self.day_button.setText(_("截至 {day}").format(day=day) if day else _("截至今天"))

    def say_sort(self, words: str) -> None:
        """By what the table is sorted."""
        self._sort_words = words
        self.sort_button.setAccessibleName(_("排序：{order}").format(order=words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        # what does not fit is said shorter
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Say less where there is little room."""
        layout = self.layout()
        for long, counted in ((True, True), (False, True), (False, False)):
            words = _("排序：{order}").format(order=self._sort_words) if long else _("排序")
            self.sort_button.setText(words)
            self._count.setVisible(counted)
            if layout is None or layout.minimumSize().width() <= self.width():
                return


class SearchLine(QWidget):
    """What is sought and how many were found, the way to keep it, and the way back."""

    def __init__(self, keep: Action, show_all: Action) -> None:
        super().__init__()
        self._words = ElidedLabel("", "label")
        self._keep_link = link_button(_("保存为…"), keep)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._words)
        line.addWidget(self._keep_link)
        line.addWidget(link_button(_("显示全部"), show_all))
        line.addStretch(1)
        self.hide()

    def show_search(self, text: str, conditions: str, count: int, *, keepable: bool) -> None:
        """Say what is sought; when that is nothing, the line goes."""
        parts = []
        if conditions:
            parts.append(_("筛选：{conditions}").format(conditions=conditions))
        if text:
            parts.append(_("搜索“{text}”").format(text=text))
        self._keep_link.setVisible(keepable)
        found = _("{what}：{count} 人")
        self._words.set_text(found.format(what=" · ".join(parts), count=count))
        self.setVisible(bool(parts))


def nobody_found() -> EmptyState:
    """In place of rows when a search finds nobody."""
    return EmptyState(
        "search",
        _("没有找到"),
        _("可以写姓名、拼音或首字母，也可以写身份证号或手机号的一段。"),
    )


def nobody_fits() -> EmptyState:
    """In place of rows when nobody fits the conditions."""
    return EmptyState("search", _("没有这样的人"), _("可以改一改筛选的条件，或者换一天看。"))


def nobody_yet(begin_import: Action, begin_entry: Action, *, writable: bool) -> EmptyState:
    """In place of the page while the book has no people."""
    state = EmptyState(
        "roster",
        _("名册还是空的"),
        _(
            "已经有 Excel 名册的，直接导入：先给您看每一处差别，确认之后才写入。"
            "也可以把文件拖到这里。"
        ),
        _("导入名册"),
        begin_import,
        other=(_("逐个录入"), begin_entry),
    )
    for one in (state.button, state.other_button):
        one.setEnabled(writable)
    return state
