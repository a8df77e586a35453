"""Parts of the person's card: what is missing, and the life as a timeline that can be corrected."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import _
from app.services import completeness, fields, life
from app.services.roster import Person
from app.ui.tabs.award_dialog import AwardDialog
from app.ui.tabs.fact_edit_dialog import FactEditDialog
from app.ui.tabs.post_dialog import PostDialog
from app.ui.widgets.buttons import link_button
from app.ui.widgets.labels import clear, label, order_inside
from app.ui.widgets.timeline import Moment, Timeline

_MOST_MISSING = 4
_MOST_LINES = 6


class MissingPart(QWidget):
    """How complete a person's facts are, and the gaps with a jump to each."""

    #: the key of the field to go to
    edit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "heading")
        self._score = label("", "caption")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._score)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setProperty("meaning", "quiet")
        self._links = QVBoxLayout()
        self._links.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(self._links)

    def show_missing(self, one: Person, *, writable: bool) -> None:
        """Show what this person's stage asks for and nobody has filled in; nothing when all is."""
        clear(self._links)
        keys = completeness.missing(one)
        percent = completeness.score(one).percent
        self.setVisible(bool(keys))
        self._title.setText(_("还缺 {count} 项").format(count=len(keys)))
        self._score.setText(_("完整度 {percent} %").format(percent=percent))
        self.bar.setValue(percent)
        self.bar.setAccessibleName(self._score.text())
        columns = fields.by_key()
        links = []
        for key in keys[:_MOST_MISSING]:
            words = _("{field} — 去补").format(field=_(columns[key].title))
            links.append(self._link(words, key, writable=writable))
        rest = keys[_MOST_MISSING:]
        if rest:
            words = _("另外 {count} 项…").format(count=len(rest))
            links.append(self._link(words, rest[0], writable=writable))
            links[-1].setToolTip("、".join(_(columns[key].title) for key in rest))
        order_inside(self, links)

    def _link(self, words: str, key: str, *, writable: bool) -> QWidget:
        link = link_button(words, lambda: self.edit_wanted.emit(key))
        link.setEnabled(writable)
        self._links.addWidget(link)
        return link


class LifePart(QWidget):
    """经历: the newest lines, and all of them when asked for."""

    #: what was pressed: ``fact/3``, ``post/4`` …
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._person_id = 0
        self._whole = False
        self._moments: list[Moment] = []
        self._timeline = Timeline()
        self._timeline.opened.connect(self.opened)
        self._more = link_button("", self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("经历"), "heading"))
        column.addWidget(self._timeline)
        line = QHBoxLayout()
        line.addWidget(self._more)
        line.addStretch(1)
        column.addLayout(line)

    def show_life(self, one: Person, on: date, *, writable: bool, later: bool) -> None:
        """Show a person's life as at a day; ``later`` shows what lies ahead of it, too."""
        if one.id != self._person_id:
            self._whole = False
        self._person_id = one.id
        lines = life.lines(one.id, on, later=later)
        self.setVisible(bool(lines))
        self._moments = [
            Moment(
                line.day or _("不详"),
                line.text,
                latest=at == 0,
                key=line.jump if writable else "",
            )
            for at, line in enumerate(lines)
        ]
        self._show()

    def _show(self) -> None:
        # one line alone is not worth folding away
        folded = not self._whole and len(self._moments) > _MOST_LINES + 1
        self._timeline.set_moments(self._moments[:_MOST_LINES] if folded else self._moments)
        self._more.setVisible(folded or (self._whole and len(self._moments) > _MOST_LINES + 1))
        count = len(self._moments) - _MOST_LINES
        self._more.setText(_("更早的 {count} 条…").format(count=count) if folded else _("收起"))

    def _turn(self) -> None:
        self._whole = not self._whole
        self._show()


def open_line(parent: QWidget, one: Person, kind: str, number: int) -> str:
    """Let the user correct a fact, post or award; what was done, '' when nothing was.

    Raises:
        AppError: the fact is no longer there.
    """
    if kind == "fact":
        dialog: FactEditDialog | PostDialog | AwardDialog = FactEditDialog(
            parent, one, life.happening(number)
        )
    elif kind == "post":
        dialog = PostDialog(parent, one, number)
    else:
        dialog = AwardDialog(parent, one, number)
    return dialog.done_text if dialog.run() else ""
