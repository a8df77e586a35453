"""家庭成员…: entered once for every paper that asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import relatives
from app.services.relatives import Kin
from app.services.roster import Person
from app.ui.session import Session
from app.ui.tabs.rows_dialog import RowsDialog
from app.ui.widgets.rows_editor import RowColumn


class RelativesDialog(RowsDialog):
    """A small table, in the order in which papers print it."""

    def __init__(self, parent: QWidget, one: Person) -> None:
        super().__init__(
            parent,
            one,
            _("家庭成员：{name}").format(name=one.name),
            _("家庭成员和主要社会关系，写一次，政审、困难党员等表格都能用。"),
            (
                RowColumn("relation", _("称谓"), "free", 108, relatives.RELATIONS),
                RowColumn("name", _("姓名"), width=128),
                RowColumn("birth_day", _("出生日期"), "day", 140),
                RowColumn("political", _("政治面貌"), "free", 140, relatives.POLITICAL),
                RowColumn("employer", _("单位和职务")),
                RowColumn("income", _("年收入（元）"), width=112),
            ),
            _("增加一人"),
        )
        self.fill([(kin.id, _values(kin)) for kin in relatives.of(one.id)], 0, "relation")

    def write(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
        relatives.save(self.person.id, [Kin(**values, id=number) for number, values in rows])
        return _("已保存{name}的家庭成员。").format(name=self.person.name)


def _values(kin: Kin) -> dict[str, str]:
    return {
        "relation": kin.relation,
        "name": kin.name,
        "birth_day": kin.birth_day,
        "political": kin.political,
        "employer": kin.employer,
        "income": kin.income,
    }


def run(parent: QWidget, _session: Session, one: Person) -> str:
    """The entry of 更多: what was done, '' when nothing was."""
    dialog = RelativesDialog(parent, one)
    return dialog.done_text if dialog.run() else ""
