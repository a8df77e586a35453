"""完成: what an import has done, what it left out, and the way back."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.services.roster_decisions import LEFT_OUT
from app.ui.widgets.buttons import Action, button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import label

#: Outcomes in the order in which they are told, with their words.
_TOLD = (
    ("new", N_("新增"), N_("{count} 人")),
    ("changed", N_("修改"), N_("{count} 人")),
    ("same", N_("没有改动"), N_("{count} 人")),
    ("refused", N_("不能导入"), N_("{count} 行")),
    ("undecided", N_("没有说明是谁"), N_("{count} 行")),
    ("skipped", N_("跳过"), N_("{count} 行")),
)


def done_text(file_name: str, counts: Counter[str]) -> str:
    """What was done, in one sentence."""
    parts = [
        words.format(count=number)
        for number, words in (
            (counts["new"], _("新增 {count} 人")),
            (counts["changed"], _("修改 {count} 人")),
            (_left(counts), _("跳过 {count} 行")),
        )
        if number
    ]
    return _("已导入“{name}”：{what}。").format(name=file_name, what=_("，").join(parts))


def left_text(counts: Counter[str]) -> str:
    """What will not come in; '' where all does."""
    left, undecided = _left(counts), counts["undecided"]
    if undecided:
        return _("{left} 行不导入，其中 {undecided} 行还没有说明是谁").format(
            left=left, undecided=undecided
        )
    return _("{left} 行不导入").format(left=left) if left else ""


def _left(counts: Counter[str]) -> int:
    return sum(counts[key] for key in LEFT_OUT)


class SummaryPage(QWidget):
    """Counts; 另存未导入的行 and 撤销."""

    def __init__(self, save_left_out: Action, undo: Action) -> None:
        super().__init__()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 24, 0, 0)
        page.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._picture = Picture("done", "in_order", 28)
        self.title = label("", "title", wrap=True)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        page.addLayout(head)
        self._card = Card()
        self.facts = Facts(caption_width=120)
        self._card.body.addWidget(self.facts)
        page.addWidget(self._card)
        self.hint = label("", "hint", wrap=True)
        page.addWidget(self.hint)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.save_button = button(_("另存未导入的行…"), save_left_out, "save")
        self.undo_button = button(_("撤销这次导入"), undo, "undo")
        line.addWidget(self.save_button)
        line.addWidget(self.undo_button)
        line.addStretch(1)
        page.addLayout(line)
        page.addStretch(1)

    def show_counts(self, file_name: str, counts: Counter[str]) -> None:
        """Say what was done."""
        self._picture.set_icon("done", "in_order")
        self.title.setText(_("已导入“{name}”").format(name=file_name))
        self.facts.set_facts(
            [
                (_(caption), _(words).format(count=counts[key]))
                for key, caption, words in _TOLD
                if counts[key] or key in ("new", "changed")
            ]
        )
        left = _left(counts)
        self.save_button.setVisible(bool(left))
        self.undo_button.setVisible(True)
        self.hint.setText(
            _(
                "没有导入的 {count} 行可以另存成表格：原来的各列都在，前面写着原因，改好之后可以再导入。"
            ).format(count=left)
            if left
            else ""
        )
        self.hint.setVisible(bool(left))

    def show_undone(self) -> None:
        """Say that all is as it was before."""
        self._picture.set_icon("undo", "text2")
        self.title.setText(_("已撤销，名册和导入以前一样"))
        for part in (self._card, self.save_button, self.undo_button, self.hint):
            part.hide()
