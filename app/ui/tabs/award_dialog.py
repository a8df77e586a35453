"""奖惩…: what a person was honoured or punished with; terms of sanctions count down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import awards
from app.services.awards import Entry
from app.services.roster import Person
from app.ui.session import Session
from app.ui.tabs.rows_dialog import RowsDialog
from app.ui.widgets.rows_editor import EditedRow, RowColumn

_KINDS = {title: key for key, title in awards.KINDS.items()}


class AwardDialog(RowsDialog):
    """Rewards have no term; that of a measure is proposed where a rule names one."""

    def __init__(self, parent: QWidget, one: Person, award_id: int = 0) -> None:
        super().__init__(
            parent,
            one,
            _("奖惩：{name}").format(name=one.name),
            _("处分和组织处置有期限的，写最后一天；期满以前卡片上会提醒。"),
            (
                RowColumn("kind", _("类别"), "choice", 108, tuple(_KINDS)),
                RowColumn(
                    "title", _("名称"), "free", 176,
                    (*awards.TITLES["award"], *awards.TITLES["sanction"]),
                ),
                RowColumn("authority", _("批准机关")),
                RowColumn("day", _("批准日期"), "day", 134),
                RowColumn("until", _("期限至"), "day", 134, example=_("没有可空着")),
                RowColumn("note", _("备注")),
            ),
            _("增加一项奖惩"),
        )  # fmt: skip
        self.fill([(entry.id, _values(entry)) for entry in awards.of(one.id)], award_id, "title")

    def write(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
        awards.save(self.person.id, [_entry(number, values) for number, values in rows])
        return _("已保存{name}的奖惩。").format(name=self.person.name)

    def remark(self) -> None:
        """What is odd about a term, else how long it still runs."""
        today = date.today()
        for line in self.editor.lines:
            entry = _entry(line.number, line.values())
            line.fields["until"].setEnabled(entry.kind == "sanction")
            found = "".join(one.message for one in awards.findings(entry))
            if found or line.is_empty():
                line.say(found)
            else:
                self._say_term(line, entry, today)

    @staticmethod
    def _say_term(line: EditedRow, entry: Entry, today: date) -> None:
        usual = awards.usual_end(entry.title, entry.day) if entry.kind == "sanction" else ""
        if usual and not entry.until:
            line.say(_("一般期限到 {day} 为止。").format(day=usual), "hint")
        else:
            line.say(awards.countdown(entry, today), "hint")


def _values(entry: Entry) -> dict[str, str]:
    return {
        "kind": awards.KINDS[entry.kind],
        "title": entry.title,
        "authority": entry.authority,
        "day": entry.day,
        "until": entry.until,
        "note": entry.note,
    }


def _entry(number: int, values: Mapping[str, str]) -> Entry:
    return Entry(**{**values, "kind": _KINDS[values["kind"]]}, id=number)


def run(parent: QWidget, _session: Session, one: Person) -> str:
    """The entry of 更多: what was done, '' when nothing was."""
    dialog = AwardDialog(parent, one)
    return dialog.done_text if dialog.run() else ""
