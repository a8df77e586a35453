"""The papers around a meeting: sign-in sheet, notice and the table of the year, from one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from app import dates
from app.errors import AppError
from app.i18n import _
from app.services import minutes_papers as service
from app.services.minutes import MeetingFacts
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.tab import Tab
from app.ui.tabs.notice_dialog import NoticeDialog, PlanForm
from app.ui.widgets.buttons import menu_button
from app.ui.widgets.labels import label

Current = Callable[[], MeetingFacts | None]


def papers_button(tab: Tab, current: Current) -> QPushButton:
    """打印: what is printed around a meeting; ``current`` gives the one that is chosen, if any."""
    return menu_button(
        _("打印"),
        (
            (_("签到表：选中的会议"), lambda: _print_entered(tab, current())),
            (_("签到表：还没登记的会议…"), lambda: SignInDialog(tab, current()).run()),
            (_("会议通知…"), lambda: NoticeDialog(tab, current(), _shower(tab, "notice")).run()),
            (_("三会一课年度表"), lambda: _print_year(tab)),
        ),
    )


def _shower(tab: Tab, paper: str) -> Callable[[QWidget, Callable[[], bytes], str], None]:
    """What shows a paper of a kind over a window, to be printed or saved, and notes that it was."""

    def show(over: QWidget, draw: Callable[[], bytes], name: str) -> None:
        from app.registers import minutes_papers as register
        from app.ui.preview import show_preview

        try:
            pdf = draw()
        except AppError as error:
            errors.show_error(over, error)
            return

        def note() -> None:
            register.note(paper)
            tab.changed.emit()

        noted = None if tab.session.read_only else note
        show_preview(over, _(service.TITLES[paper]), pdf, name, noted)

    return show


def _print_entered(tab: Tab, facts: MeetingFacts | None) -> None:
    """The sheet of a meeting that is entered; where none is chosen, of another one."""
    from app.registers import minutes_papers as register

    if facts is None:
        SignInDialog(tab, None).run()
        return
    name = f"{facts.day}_{facts.name}签到表"
    _shower(tab, "sign_in")(tab, lambda: register.sign_in(facts), name)


def _print_year(tab: Tab) -> None:
    from app.registers import minutes_papers as register

    year = tab.session.year
    name = f"{year}年度三会一课开展情况表"
    _shower(tab, "year")(tab, lambda: register.year(year, date.today()), name)


class SignInDialog(Dialog):
    """What the sheet of a meeting that is still to come says."""

    def __init__(self, tab: Tab, like: MeetingFacts | None) -> None:
        """``like`` gives kind and place."""
        super().__init__(tab, _("签到表"), width=560)
        self._tab = tab
        self.plan = PlanForm(like, day=date.today().isoformat())
        self.plan.changed.connect(self._count)
        self.observers = QCheckBox(_("空行留给列席人员"))
        self.observers.setChecked(True)
        self.counts = label("", "strong")
        self.body.addWidget(self.plan)
        self.body.addWidget(self.observers)
        self.body.addWidget(self.counts)
        self.body.addStretch(1)
        self.add_buttons(_("预览和打印"), self._show, _("关闭"))
        self._count()

    def _count(self) -> None:
        facts = self.plan.facts()
        people = service.attendees(facts, self.plan.group())
        self.counts.setText(
            _("应到 {count} 人，按会议当天的名册。").format(count=len(people))
            if dates.first_day(facts.day)
            else _("填写日期后按当天的名册排出应到人员。")
        )

    def _show(self) -> None:
        from app.registers import minutes_papers as register

        if not self.plan.check():
            return
        facts, group = self.plan.facts(), self.plan.group()

        def draw() -> bytes:
            return register.sign_in(facts, group=group, observers=self.observers.isChecked())

        _shower(self._tab, "sign_in")(self, draw, f"{facts.day}_{facts.name}签到表")
