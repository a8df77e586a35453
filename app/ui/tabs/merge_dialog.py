"""合并: two records side by side; what they say differently is chosen line by line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import merging
from app.services.roster import Person
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.labels import clear, label
from app.ui.widgets.scroll import scroll_area

_MOST_HEIGHT = 320


class MergeDialog(Dialog):
    """``kept_id`` is the person that stays, once it is done; ``done_text`` says what was done."""

    def __init__(self, parent: QWidget, first: Person, second: Person) -> None:
        super().__init__(parent, _("合并重复的人"), width=680)
        offer_help(self, "checks")
        # the one of whom more is known stays, unless the user wants it otherwise
        known = sorted((first, second), key=_known, reverse=True)
        self._people = {str(one.id): one for one in known}
        self.kept_id = 0
        self.done_text = ""
        self._taken: dict[str, QRadioButton] = {}
        sentence = _(
            "两条记录会合成一条：经历、职务、会议、党费、评议和打印过的文件都归到保留的那一条，"
            "另一条移到回收站。合并之后可以撤销。"
        )
        self.body.addWidget(label(sentence, wrap=True))
        self.body.addWidget(label(_("保留哪一条"), "heading"))
        self.keep = Chips()
        self.keep.setAccessibleName(_("保留哪一条"))
        self.keep.set_chips([Chip(key, _summary(one)) for key, one in self._people.items()])
        self.keep.select(next(iter(self._people)))
        self.keep.changed.connect(lambda _keys: self._show())
        self.body.addWidget(self.keep)
        self._title = label("", "heading")
        self.body.addWidget(self._title)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        area = scroll_area(inner)
        area.setMaximumHeight(_MOST_HEIGHT)
        self.body.addWidget(area)
        self.add_buttons(_("合并"), self._merge)
        self._show()

    def _pair(self) -> tuple[Person, Person]:
        kept = self.keep.selected()[0]
        other = next(key for key in self._people if key != kept)
        return self._people[kept], self._people[other]

    def _show(self) -> None:
        """The fields that differ: what the kept one says is chosen at first."""
        clear(self._grid)
        self._taken.clear()
        kept, other = self._pair()
        found = merging.differences(kept, other)
        self._title.setText(
            _("有 {count} 项写得不一样，用哪一个").format(count=len(found))
            if found
            else _("写得都一样，或者只有一边填了，不用选")
        )
        for row, one in enumerate(found):
            self._grid.addWidget(label(one.title, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            group = QButtonGroup(self._grid.parentWidget())
            for column, text in ((1, one.first), (2, one.second)):
                choice = QRadioButton(text.replace("&", "&&"))
                choice.setAccessibleName(f"{one.title} {text}")
                choice.setChecked(column == 1)
                group.addButton(choice)
                self._grid.addWidget(choice, row, column)
                if column == 2:
                    self._taken[one.key] = choice

    def _merge(self) -> None:
        kept, other = self._pair()
        taken = {key for key, choice in self._taken.items() if choice.isChecked()}
        try:
            merging.merge(kept.id, other.id, taken)
        except AppError as error:
            errors.show_error(self, error)
            return
        self.kept_id = kept.id
        self.done_text = _("已合并{name}的两条记录。").format(name=kept.name)
        self.accept()


def _known(one: Person) -> tuple[int, int]:
    return len(one.facts), sum(bool(text) for text in one.values.values())


def _summary(one: Person) -> str:
    """What tells the two apart: name, stage, birth, how much is known."""
    parts = [one.name, _(one.stage_title), one.values["birth_day"], one.values["phone"][-4:]]
    return " · ".join(filter(None, parts))
