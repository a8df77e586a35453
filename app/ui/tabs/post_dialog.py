"""党内职务…: all posts of a person, with their terms, duties and how they ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import posts
from app.services.posts import Held
from app.services.roster import Person
from app.ui.session import Session
from app.ui.tabs.rows_dialog import RowsDialog
from app.ui.widgets.rows_editor import RowColumn


class PostDialog(RowsDialog):
    """Posts that are over can be corrected as well as those that are held."""

    def __init__(self, parent: QWidget, one: Person, post_id: int = 0) -> None:
        super().__init__(
            parent,
            one,
            _("党内职务：{name}").format(name=one.name),
            _("每任一次写一行；还在任的，离任日期空着。同时有几个职务的，各写一行。"),
            (
                RowColumn("title", _("职务"), "free", 168, posts.TITLES),
                RowColumn("since", _("任职日期"), "day", 140),
                RowColumn("until", _("离任日期"), "day", 140, example=_("在任")),
                RowColumn("duties", _("分工")),
                RowColumn("end_reason", _("离任原因"), "free", 120, posts.ENDS),
            ),
            _("增加一项职务"),
        )
        rows = [(held.id, _values(held)) for held in posts.of(one.id)]
        self.fill(rows, post_id, "since" if post_id else "title")

    def write(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
        posts.save(self.person.id, _held(rows))
        return _("已保存{name}的党内职务。").format(name=self.person.name)

    def remark(self) -> None:
        """What contradicts itself, or somebody else's post."""
        found = posts.findings(self.person.id, _held(self.editor.rows()))
        for number, line in enumerate(self.editor.written()):
            own = [one.message for one in found if one.field == str(number)]
            line.say("".join(own))


def _values(held: Held) -> dict[str, str]:
    return {
        "title": held.title,
        "since": held.since,
        "until": held.until,
        "duties": held.duties,
        "end_reason": held.end_reason,
    }


def _held(rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[Held]:
    return [Held(**values, id=number) for number, values in rows]


def run(parent: QWidget, _session: Session, one: Person) -> str:
    """The entry of 更多: what was done, '' when nothing was."""
    dialog = PostDialog(parent, one)
    return dialog.done_text if dialog.run() else ""
