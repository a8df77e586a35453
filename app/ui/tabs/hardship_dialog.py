"""困难帮扶…: what makes somebody's life hard, what was done, and the form for signature."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import hardship
from app.services.hardship import HardshipFacts, Help
from app.services.roster import Person
from app.ui import errors
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.form import Form, line_edit, text_edit
from app.ui.widgets.labels import label
from app.ui.widgets.rows_editor import RowColumn, RowsEditor
from app.ui.widgets.scroll import scroll_area

_SIZE = (760, 680)


class HardshipDialog(LongDialog):
    """``done_text`` says what was done, '' when nothing was. Health and hardship stay in the book."""

    def __init__(self, parent: QWidget, session: Session, one: Person) -> None:
        super().__init__(parent, _("困难帮扶：{name}").format(name=one.name), width=680)
        offer_help(self, "roster")
        self.done_text = ""
        self._session = session
        self._person = one
        known = hardship.of(one.id) or HardshipFacts()
        words = _("属于敏感信息：只留在账簿里，不进年度归档包，也不在公示里出现。")
        self.body.addWidget(label(words, "hint", wrap=True))
        self._form = Form(labels="above", columns=2)
        self._form.setContentsMargins(0, 0, 12, 0)
        self._fill(known)
        area = scroll_area(self._form)
        self.body.addWidget(area, 1)
        self.add_save()
        self.print_button = button(_("打印登记表…"), self._print, "print")
        self.foot.insertWidget(0, self.print_button)
        self._start = self._entered()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))
        # else the scroll area around the form would come first
        next(iter(self.kinds.values())).setFocus()

    def _fill(self, known: HardshipFacts) -> None:
        form = self._form
        self.kinds = {code: QCheckBox(_(words)) for code, words in hardship.KINDS}
        box = QWidget()
        flow = FlowLayout(box, spacing=16)
        for code, tick in self.kinds.items():
            tick.setChecked(code in known.kinds)
            flow.addWidget(tick)
        self.household = QSpinBox()
        self.household.setRange(0, 99)
        self.household.setSpecialValueText(_("不详"))
        self.household.setValue(known.household)
        self.income = line_edit(known.income, _("元"))
        self.income_source = line_edit(known.income_source, _("如 工资、低保"))
        self.situation = text_edit(known.situation, 3)
        self.since, self.until = DayEdit(known.since), DayEdit(known.until)
        form.add(_("困难类别"), box, wide=True)
        form.add(_("家庭人口"), self.household)
        form.add(_("家庭人均年收入"), self.income)
        form.add(_("收入来源"), self.income_source, wide=True)
        form.add(_("困难情况说明"), self.situation, wide=True)
        form.add(_("认定日期"), self.since)
        form.add(_("解困日期"), self.until, _("还困难的空着"))
        form.section(_("帮扶记录"))
        self.helps = RowsEditor(
            (
                RowColumn("day", _("日期"), "day", 128),
                RowColumn("amount", _("金额（元）"), width=96),
                RowColumn("goods", _("物品")),
                RowColumn("source", _("来源"), "free", 128, ("党费", "工会", "企业", "上级党组织")),
                RowColumn("note", _("备注"), width=110),
            ),
            _("增加一次帮扶"),
        )
        given = hardship.helps(self._person.id)
        self.helps.set_rows([(one.id, _values(one)) for one in given])
        form.add("", self.helps, wide=True)

    def _entered(self) -> tuple[HardshipFacts, list[Help]]:
        facts = HardshipFacts(
            since=self.since.line.text().strip(),
            until=self.until.line.text().strip(),
            household=self.household.value(),
            income=self.income.text().strip(),
            income_source=self.income_source.text().strip(),
            kinds=tuple(code for code, tick in self.kinds.items() if tick.isChecked()),
            situation=self.situation.toPlainText().strip(),
        )
        return facts, [Help(**values, id=number) for number, values in self.helps.rows()]

    def is_changed(self) -> bool:
        return self._entered() != self._start

    def save(self) -> None:
        if self._write():
            self.accept()

    def _write(self) -> bool:
        """Write what was entered; what is wrong is said above the buttons."""
        self.complain("")
        if not self.is_changed():
            return True
        facts, given = self._entered()
        try:
            hardship.save(self._person.id, facts, given)
        except AppError as error:
            self.complain(error.sentence)
            return False
        self._start = self._entered()
        self.done_text = _("已保存{name}的困难情况。").format(name=self._person.name)
        return True

    def _print(self) -> None:
        """The form of what stands here: it is written first."""
        from app.registers import hardship as register
        from app.ui.preview import show_preview

        if not self._write():
            return
        today, number = date.today(), self._person.id
        stopping = [one for one in register.ready(number, today) if one.strength == "hard"]
        if stopping:
            self.complain(stopping[0].message)
            return
        try:
            pdf = register.preview(number, today)
        except AppError as error:
            errors.show_error(self, error)
            return

        def issue() -> bytes:
            issued = register.issue(number, today)
            self._session.tell_changed()
            return issued

        name = _("生活困难党员登记表 {name}").format(name=self._person.name)
        show_preview(self, name, pdf, name, issue)


def _values(one: Help) -> dict[str, str]:
    return {
        "day": one.day,
        "amount": one.amount,
        "goods": one.goods,
        "source": one.source,
        "note": one.note,
    }


def run(parent: QWidget, session: Session, one: Person) -> str:
    """The entry of 更多: what was done, '' when nothing was."""
    dialog = HardshipDialog(parent, session, one)
    dialog.run()
    return dialog.done_text
