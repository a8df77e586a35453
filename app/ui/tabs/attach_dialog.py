"""Files that were dropped or chosen: what each is and of which year, before they go into the book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import attachments
from app.services.attachments import Kept, New
from app.ui.dialog import Dialog
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label
from app.ui.widgets.rows_editor import RowColumn, RowsEditor

_KEYS = {kind.title: kind.key for kind in attachments.KINDS}
_WIDTH = 640


def _year(text: str) -> int:
    """A year as it was typed, 0 when empty.

    Raises:
        AppError: it is none.
    """
    if text and not (text.isdigit() and len(text) == 4):
        raise AppError(_("请写四位数的年份，例如 2024；不知道可以空着。"))
    return int(text or 0)


class AttachDialog(Dialog):
    """``wanted`` is what is to be added, after the dialog was accepted. Nothing is written here."""

    def __init__(self, parent: QWidget, paths: Sequence[Path], kind: str = "") -> None:
        super().__init__(parent, _("添加附件"), width=_WIDTH)
        self.wanted: list[New] = []
        self._paths = list(paths)
        self.editor = RowsEditor(
            (
                RowColumn("name", _("名称")),
                RowColumn("kind", _("类型"), "choice", 150, tuple(_KEYS)),
                RowColumn("year", _("年份"), width=84, example=_("不详")),
            ),
            "",
        )
        # there are as many lines as files
        self.editor.add_button.hide()
        today = date.today()
        rows = []
        for at, path in enumerate(self._paths, 1):
            guessed, year = attachments.guess(path.name, today)
            title = attachments.TITLES[kind or guessed]
            rows.append((at, {"name": path.stem, "kind": title, "year": str(year)}))
        self.body.addWidget(self.editor, 1)
        used = attachments.total_size()
        hint = _(
            "图片会缩小到打印所需的大小，并去掉拍摄地点等信息；其他文件原样保存。"
            "文件存进加密的账簿（现有 {count} 个，{size}），原来的文件不动。"
        )
        size = attachments.size_text(used.byte_size)
        self.body.addWidget(label(hint.format(count=used.files, size=size), "hint", wrap=True))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_buttons(_("添加"), self._take)
        self.editor.set_rows(rows)
        self.fit()

    def _take(self) -> None:
        try:
            self.wanted = [self._new(number, values) for number, values in self.editor.rows()]
        except AppError as error:
            self.error.setText(error.sentence)
            self.error.show()
            return
        self.accept()

    def _new(self, number: int, values: dict[str, str]) -> New:
        path = self._paths[number - 1]
        name = (values["name"] or path.stem) + path.suffix
        return New(path, _KEYS[values["kind"]], _year(values["year"]), name)


class RefileDialog(Dialog):
    """Type, year and name of a file that is in the book."""

    def __init__(self, parent: QWidget, one: Kept) -> None:
        super().__init__(parent, _("修改附件的归类"), width=480)
        self._one = one
        self.done_text = ""
        self.name = line_edit(Path(one.name).stem)
        self.kind = QComboBox()
        for kind in attachments.KINDS:
            self.kind.addItem(_(kind.title), kind.key)
        self.kind.setCurrentIndex(self.kind.findData(one.kind))
        self.year = line_edit(str(one.year or ""), _("不详"))
        form = Form()
        self._row = form.add(_("名称"), self.name, required=True)
        form.add(_("类型"), self.kind)
        form.add(_("年份"), self.year)
        self.body.addWidget(form)
        self.add_buttons(_("保存"), self._save)
        self.fit()

    def _save(self) -> None:
        try:
            attachments.change(
                self._one,
                kind=str(self.kind.currentData()),
                year=_year(self.year.text().strip()),
                stem=self.name.text(),
            )
        except AppError as error:
            self._row.set_error(error.sentence)
            return
        self.done_text = _("已修改附件“{name}”。").format(name=self.name.text().strip())
        self.accept()
