"""What can be decided about the chosen line of an import's review."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import roster_decisions
from app.services.roster_decisions import Who
from app.services.roster_plan import Doubt
from app.ui.tabs.import_lines import Line, Lines
from app.ui.widgets.buttons import link_button
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.labels import ElidedLabel, label

_HEIGHT = 104


class ChoicePanel(QWidget):
    """The whole text of a line; whom a doubtful row means; a row or a column at once."""

    #: it was said whom rows mean, or that they are left out: their lines are others now
    decided = Signal()
    #: values are kept or taken
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: Lines | None = None
        self._line: Line | None = None
        # its place is kept, so that the table does not jump
        self.setMinimumHeight(_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.sentence = label("", wrap=True, selectable=True)
        self.sentence.setMinimumHeight(20)
        column.addWidget(self.sentence)
        self.who = Chips()
        self.who.setAccessibleName(_("这一行是谁"))
        self.who.changed.connect(self._choose_who)
        column.addWidget(self.who)
        self.error = label("", "error", wrap=True)
        column.addWidget(self.error)
        self._add_links(column)
        column.addStretch(1)
        self.show_line(None, None)

    def _add_links(self, column: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.row_words = label(_("整行："), "hint")
        self.take_row = link_button(_("全部采用"), lambda: self._choose_row(take=True))
        self.keep_row = link_button(_("全部保留"), lambda: self._choose_row(take=False))
        self.column_words = ElidedLabel("", "hint", Qt.TextElideMode.ElideMiddle)
        self.take_column = link_button("", lambda: self._choose_column(take=True))
        self.keep_column = link_button(_("全部保留"), lambda: self._choose_column(take=False))
        self.alike = link_button("", self._decide_alike)
        self.skip = link_button("", self._skip)
        for part in (self.row_words, self.take_row, self.keep_row):
            line.addWidget(part)
        # between a whole row and a whole column; gone with the row
        self._gap = QWidget()
        self._gap.setFixedWidth(8)
        line.addWidget(self._gap)
        for part in (self.column_words, self.take_column, self.keep_column, self.alike):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.skip)
        column.addLayout(line)

    # -- showing -----------------------------------------------------------------------------------

    def show_line(self, lines: Lines | None, line: Line | None) -> None:
        """Show what can be decided about a line; None when there is none."""
        self._lines, self._line = lines, line
        self.error.hide()
        self.sentence.setText(self._sentence())
        place = line.place if line else 0
        doubt = lines.plan.doubts.get(place) if lines and line else None
        changed = line is not None and line.change is not None
        gap = line is not None and line.kind == "gap"
        skipped = self._decided() == "skip"
        several = changed and not gap and self._count_changes() > 1
        _show(several, self.row_words, self.take_row, self.keep_row, self._gap)
        _show(changed, self.column_words, self.take_column, self.keep_column)
        if lines and line and line.change is not None:
            title = lines.plan.title(line.change.key)
            self.column_words.set_text(_("整列“{column}”：").format(column=title))
            self.take_column.setText(_("全部清空") if gap else _("全部采用"))
        self._name_buttons()
        self._show_doubt(doubt)
        refused = lines is not None and lines.plan.verdicts[place] == "refused"
        _show(line is not None and doubt is None and not refused, self.skip)
        self.skip.setText(_("还是导入这一行") if skipped else _("跳过这一行"))

    def _name_buttons(self) -> None:
        """Words that a screen reader says without those that stand before them."""
        for words, buttons in (
            (self.row_words.text(), (self.take_row, self.keep_row)),
            (self.column_words.full_text(), (self.take_column, self.keep_column)),
        ):
            for button in buttons:
                button.setAccessibleName(words + button.text())

    def _sentence(self) -> str:
        line, lines = self._line, self._lines
        if line is None or lines is None:
            return ""
        doubt = lines.plan.doubts.get(line.place)
        if line.kind == "gap" and line.change is not None:
            return _(
                "表中“{column}”空着，名册里是“{old}”。空着的格子不会删去名册里的内容，除非您选择清空。"
            ).format(column=line.column, old=line.change.old)
        if doubt is not None and line.kind != "change":
            return _("{reason}请选择：").format(reason=doubt.reason)
        if line.column:
            return _("{column}：{text}").format(column=line.column, text=line.text)
        return line.text

    def _show_doubt(self, doubt: Doubt | None) -> None:
        _show(doubt is not None, self.who)
        others = self._undecided_alike(doubt) if doubt is not None else 0
        _show(bool(others), self.alike)
        if doubt is None or self._lines is None or self._line is None:
            return
        name = self._lines.plan.read.columns["name"][self._line.place]
        chips = []
        for one in doubt.candidates:
            known = one.known_by
            words = (
                _("同一个人（更新 {name}）") if not known else _("同一个人（更新 {name}，{known}）")
            )
            chips.append(Chip(str(one.member_id), words.format(name=one.name, known=known)))
        if doubt.may_be_new:
            chips.append(Chip("new", _("另一个人（新增 {name}）").format(name=name)))
        chips.append(Chip("skip", _("跳过")))
        self.who.set_chips(chips)
        who = self._decided()
        if who is None:
            self.who.clear_choice()
        else:
            self.who.select(str(who))
        self.alike.setText(_("其余 {count} 行同样的也这样选").format(count=others))

    def _decided(self) -> Who | None:
        if self._lines is None or self._line is None:
            return None
        number = self._lines.plan.read.lines[self._line.place]
        return self._lines.decisions.who.get(number)

    def _undecided_alike(self, doubt: Doubt) -> int:
        """How many other rows nobody has decided about would be decided like this one."""
        if self._lines is None or self._decided() is None:
            return 0
        plan, who = self._lines.plan, self._lines.decisions.who
        return sum(
            one.kind == doubt.kind and plan.read.lines[place] not in who
            for place, one in plan.doubts.items()
        )

    def _count_changes(self) -> int:
        if self._lines is None or self._line is None:
            return 0
        place = self._line.place
        return len(roster_decisions.changes_of(self._lines.plan, self._lines.decisions, place))

    # -- deciding ----------------------------------------------------------------------------------

    def _choose_who(self, keys: tuple[str, ...]) -> None:
        if self._lines is None or self._line is None:
            return
        (key,) = keys
        who: Who = int(key) if key.isdigit() else "new" if key == "new" else "skip"
        self._decide(who)

    def _decide(self, who: Who | None) -> None:
        if self._lines is None or self._line is None:
            return
        try:
            roster_decisions.decide(self._lines.plan, self._lines.decisions, self._line.place, who)
        except AppError as error:
            self.show_line(self._lines, self._line)
            self.error.setText(error.sentence)
            self.error.show()
            return
        self.decided.emit()

    def _decide_alike(self) -> None:
        doubt = (
            self._lines.plan.doubts.get(self._line.place) if self._lines and self._line else None
        )
        who = self._decided()
        if doubt is None or self._lines is None or who is None:
            return
        roster_decisions.decide_alike(
            self._lines.plan,
            self._lines.decisions,
            doubt.kind,
            "same" if isinstance(who, int) else who,
        )
        self.decided.emit()

    def _skip(self) -> None:
        self._decide(None if self._decided() == "skip" else "skip")

    def _choose_row(self, *, take: bool) -> None:
        if self._lines is not None and self._line is not None:
            roster_decisions.choose_row(
                self._lines.plan, self._lines.decisions, self._line.place, take=take
            )
            self.chosen.emit()

    def _choose_column(self, *, take: bool) -> None:
        line = self._line
        if self._lines is not None and line is not None and line.change is not None:
            self._lines.decisions.choose_column(line.change.key, take=take, gaps=line.kind == "gap")
            self.chosen.emit()


def _show(visible: bool, *parts: QWidget | QPushButton) -> None:
    for part in parts:
        part.setVisible(visible)
