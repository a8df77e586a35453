"""打印: one dialog for all lists of people and the collection sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from app import dates
from app.errors import AppError
from app.i18n import N_, _
from app.rules.findings import Finding
from app.services import documents, roster_arrange, roster_papers
from app.services.roster import Person
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.session import Session
from app.ui.tab import Tab
from app.ui.tabs.chosen import Chosen
from app.ui.tabs.papers import may_replace
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.findings import FindingList
from app.ui.widgets.form import Form, FormRow
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area

if TYPE_CHECKING:
    from app.registers.roster import Wanted

_LISTS = ("roster", "roster_full", "summary")
_BIRTHDAYS = ("birthdays", "party_birthdays")
#: The papers and what is to be known of each before one is chosen.
_PAPERS: dict[str, tuple[str, str]] = {
    "roster": (N_("党员花名册"), N_("A4 横向，每页 10 人，书记签名后归档。")),
    "roster_full": (
        N_("党员花名册（全表）"),
        N_("A3 横向，有身份证号码、手机和住址，印“内部资料 注意保管”。"),
    ),
    "summary": (N_("采集汇总表"), N_("A3 横向，20 项，据此填报系统用；不登记为正式文件。")),
    "collection": (
        N_("党员基本信息采集表"),
        N_("每人一页，已知的内容印好，本人核对、改正、签字后收回。"),
    ),
    "blank": (N_("空白采集表"), N_("一页，只印支部名称，留给手写。")),
    "birthdays": (N_("生日名单"), N_("一个月的生日；张贴用的不印出生年份和年龄。")),
    "party_birthdays": (
        N_("政治生日名单"),
        N_("一个月的入党纪念日，标出入党整十周年和“光荣在党50年”。"),
    ),
}
_READY_HEIGHT = 150
_MOST_FINDINGS = 60


class RosterPrintDialog(Dialog):
    """Choose paper, people, day and order; what is still empty is listed with jumps.

    ``jump_to`` is where the user wants to go to fill something in, '' = nowhere.
    """

    def __init__(
        self, parent: QWidget, session: Session, ids: Sequence[int], form: str = "roster"
    ) -> None:
        super().__init__(parent, _("打印名册和名单"), width=640)
        offer_help(self, "papers")
        self._session = session
        self._ids = tuple(ids)
        self._chosen = isinstance(ids, Chosen)
        self.jump_to = ""
        self._make_fields(form)
        self._lay_out()
        self.add_buttons(_("预览和打印…"), self.show_paper)
        for box in (self.paper, self.who, self.order, self.month, self.use):
            box.currentIndexChanged.connect(self._follow)
        self.day.changed.connect(self._follow)
        self._follow()
        self.paper.setFocus()

    def _make_fields(self, form: str) -> None:
        today = self._session.roster_day or date.today()
        self.paper = _choice({key: _(words) for key, (words, _hint) in _PAPERS.items()}, form)
        self.who = _choice(
            {
                "members": _("全体党员"),
                "shown": _("列表中的 {count} 人").format(count=len(self._ids)),
            },
            "shown" if self._ids and (form == "collection" or self._chosen) else "members",
        )
        self.day = DayEdit(today.isoformat(), whole=True)
        self.order = _choice(
            {key: _(words) for key, words in roster_arrange.ORDER_TITLES.items()}
            | {"shown": _("列表的顺序")},
            "roster",
        )
        months = {str(at): _("{month}月").format(month=at) for at in range(1, 13)}
        self.month = _choice(months, str(today.month))
        self.year = QSpinBox()
        self.year.setRange(1921, 2199)
        self.year.setValue(today.year)
        self.use = _choice({"inside": _("内部用"), "posted": _("张贴用")}, "inside")

    def _lay_out(self) -> None:
        form = Form()
        self._paper_row = form.add(_("打印什么"), self.paper, " ")
        self._rows: dict[str, FormRow] = {
            "who": form.add(_("哪些人"), self.who),
            "day": form.add(_("哪一天的名册"), self.day),
            "order": form.add(_("顺序"), self.order),
            "year": form.add(_("年份"), self.year),
            "month": form.add(_("月份"), self.month),
            "use": form.add(_("用途"), self.use),
        }
        self.body.addWidget(form)
        self.about = label("", "strong")
        self.findings = FindingList()
        self.findings.jump.connect(self._jump)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.findings)
        # few lines stay together at the top
        column.addStretch(1)
        self._ready = scroll_area(inner)
        self._ready.setMaximumHeight(_READY_HEIGHT)
        self.body.addWidget(self.about)
        self.body.addWidget(self._ready)
        self.body.addStretch(1)

    # -- what is chosen ----------------------------------------------------------------------------

    def form(self) -> str:
        """The paper that is chosen: a key of its list."""
        return str(self.paper.currentData())

    def on(self) -> date | None:
        """The day that is asked for; None when it is no day."""
        return dates.first_day(self.day.day() or "")

    def _follow(self) -> None:
        form = self.form()
        self._paper_row.set_error("")
        self._paper_row.remark(_(_PAPERS[form][1]), "hint")
        wanted = {
            "who": form != "blank",
            "day": form in (*_LISTS, "collection"),
            "order": form in (*_LISTS, "collection"),
            "year": form in _BIRTHDAYS,
            "month": form in _BIRTHDAYS,
            "use": form == "birthdays",
        }
        for key, row in self._rows.items():
            row.set_visible(wanted[key])
        self._show_ready()

    def _show_ready(self) -> None:
        found = self._look()
        hard = any(one.strength == "hard" for one in found)
        self.findings.set_findings(found[:_MOST_FINDINGS])
        self._ready.setVisible(bool(found))
        words = ""
        if hard:
            words = _("现在还不能打印")
        elif found:
            words = _("可以打印；{count} 人还有空着的内容：").format(count=len(found))
        elif self.form() not in ("blank", *_BIRTHDAYS):
            words = _("内容齐全，可以签字了。")
        self.about.setText(words)
        self.about.setVisible(bool(words))
        self.main_button.setEnabled(not hard)

    def _look(self) -> list[Finding]:
        from app.registers import roster as register

        form, on = self.form(), self.on()
        if form == "blank":
            return []
        if form in _BIRTHDAYS:
            key = "birth_day" if form == "birthdays" else "admitted"
            many = register.too_many(self._wanted(date.today()))
            return many or [
                Finding(
                    "general",
                    _("{name}：不知道月份，不会在名单里").format(name=one.name),
                    key,
                    jump=f"roster:{one.id}:{key}",
                )
                for one in roster_papers.undated(self._people(), key)
            ]
        if on is None:
            return [Finding("hard", _("请写完整的日期，例如 2026.3.12。"))]
        return register.ready(self._wanted(on))

    def _wanted(self, on: date) -> Wanted:
        from app.registers import roster as register

        return register.Wanted(
            self.form(),
            on,
            str(self.who.currentData()),
            str(self.order.currentData()),
            self._ids,
        )

    def _people(self) -> list[Person]:
        return roster_arrange.people(date.today(), str(self.who.currentData()), self._ids)

    def _jump(self, where: str) -> None:
        self.jump_to = where
        self.accept()

    # -- paper -----------------------------------------------------------------------------------

    def show_paper(self) -> None:
        """Show the chosen paper; printing or saving it from there records it."""
        if not self.day.check():
            return
        try:
            self._show()
        except AppError as error:
            errors.show_error(self, error)

    def _show(self) -> None:
        from app.registers import roster as register
        from app.ui.preview import show_preview

        form, title = self.form(), self.paper.currentText()
        if form == "blank":
            show_preview(self, title, register.blank_sheet(), "党员基本信息采集表_空白")
            return
        if form in _BIRTHDAYS:
            self._show_birthdays(title)
            return
        on = self.on()
        assert on is not None
        wanted = self._wanted(on)
        may_issue = not self._session.read_only
        if may_issue and wanted.recorded and not may_replace(self, self._earlier(wanted)):
            return

        def issue() -> bytes:
            content = register.issue(wanted)
            self._session.tell_changed()
            return content

        name = f"{roster_papers.TITLES[form]}_{on.isoformat()}"
        pdf = register.preview(wanted)
        show_preview(self, title, pdf, name, issue if may_issue else None)

    def _earlier(self, wanted: Wanted) -> list[tuple[str, documents.Issued | None]]:
        from app.registers import roster as register

        valid = documents.valid(wanted.on.year, wanted.form)
        if wanted.form != "collection":
            return [(self.paper.currentText(), valid.get(0))]
        return [(one.name, valid.get(one.id)) for one in register.people(wanted)]

    def _show_birthdays(self, title: str) -> None:
        from app.registers import roster as register
        from app.ui.preview import show_preview

        people = self._people()
        party = self.form() == "party_birthdays"
        month = int(str(self.month.currentData()))
        pdf = register.birthday_list(
            people,
            (self.year.value(), month),
            party=party,
            posted=not party and self.use.currentData() == "posted",
        )

        def note() -> None:
            register.note(title, len(people))
            self._session.tell_changed()

        name = f"{title}_{self.year.value()}-{month:02d}"
        show_preview(self, title, pdf, name, None if self._session.read_only else note)


def _choice(words: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    for key, text in words.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def print_papers(
    parent: QWidget, session: Session, ids: Sequence[int], form: str = "roster"
) -> str:
    """Open the dialog for these people; a jump that the user asks for is followed."""
    dialog = RosterPrintDialog(parent, session, ids, form)
    dialog.run()
    if dialog.jump_to and isinstance(parent, Tab):
        parent.jump.emit(dialog.jump_to)
    return ""
