"""What the roster shows besides its table: that it is searched, that it is empty."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui.widgets.buttons import Action, link_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label


class SearchLine(QWidget):
    """What is sought among everybody and how many were found, and the way back."""

    def __init__(self, show_all: Action) -> None:
        super().__init__()
        self._words = label("", "label")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._words)
        line.addWidget(link_button(_("显示全部"), show_all))
        line.addStretch(1)
        self.hide()

    def show_search(self, text: str, count: int) -> None:
        """Say what is sought; '' is nothing, and hides the line."""
        self.setVisible(bool(text))
        self._words.setText(_("搜索“{text}”：{count} 人").format(text=text, count=count))


def nobody_found() -> EmptyState:
    """In place of rows when a search finds nobody."""
    return EmptyState(
        "search",
        _("没有找到"),
        _("可以写姓名、拼音或首字母，也可以写身份证号或手机号的一段。"),
    )


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
