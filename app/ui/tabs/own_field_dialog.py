"""One field of the branch's own: its name, what it holds, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QWidget

from app.errors import AppError
from app.i18n import N_, _
from app.services import own_fields
from app.services.own_fields import KINDS, Own
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.widgets.form import Form, line_edit, text_edit
from app.ui.widgets.labels import label

_EXAMPLES = {
    "text": N_("例如工号、宿舍、车牌号"),
    "number": N_("例如工龄、家庭人口；表格里按大小排序"),
    "day": N_("例如到岗日期；可以只写年月"),
    "choice": N_("例如血型、志愿服务方向；编辑时从选项里选"),
}


class OwnFieldDialog(Dialog):
    """``saved_id`` is the field's number after it was saved; ``done_text`` says what was done."""

    def __init__(self, parent: QWidget, one: Own | None) -> None:
        title = _("修改字段：{title}").format(title=one.title) if one else _("新增字段")
        super().__init__(parent, title, width=460)
        self.saved_id: int | None = None
        self.done_text = ""
        self._one = one
        self.title = line_edit(one.title if one else "")
        self.title.setMaxLength(own_fields.LONGEST + 10)
        self.kind = QComboBox()
        for key, words in KINDS:
            self.kind.addItem(_(words), key)
        self.choices = text_edit("\n".join(one.choices) if one else "", lines=6)
        form = Form()
        self._title_row = form.add(_("名称"), self.title, required=True)
        self._kind_row = form.add(_("类型"), self.kind)
        self._choices_row = form.add(_("选项"), self.choices, _("每行一个"), required=True)
        self.body.addWidget(form)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_buttons(_("保存") if one else _("新增"), self.save)
        self.kind.setCurrentIndex(self.kind.findData(one.kind if one else "text"))
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self._kind_chosen()
        self.title.setFocus()

    def _kind_chosen(self, *_index: object) -> None:
        kind = str(self.kind.currentData())
        self._kind_row.remark(_(_EXAMPLES[kind]), "hint")
        self._choices_row.set_visible(kind == "choice")
        self.adjustSize()

    def save(self) -> None:
        """Write it into the book; what is refused is said and the dialog stays."""
        kind = str(self.kind.currentData())
        choices = self.choices.toPlainText().split("\n")
        self.error.hide()
        try:
            if self._one is None:
                self.saved_id = own_fields.add(self.title.text(), kind, choices)
            else:
                renamed = self._renamed(kind, choices)
                own_fields.change(self._one.id, self.title.text(), kind, choices, renamed)
                self.saved_id = self._one.id
        except AppError as error:
            self.error.setText(error.sentence)
            self.error.show()
            return
        words = _("已修改自定义字段“{title}”。") if self._one else _("已新增自定义字段“{title}”。")
        self.done_text = words.format(title=" ".join(self.title.text().split()))
        self.accept()

    def _renamed(self, kind: str, lines: list[str]) -> Mapping[str, str]:
        """Choices in use that stand there under another name, if the user says that they do."""
        if self._one is None or kind != "choice" or self._one.kind != "choice":
            return {}
        old, new = self._one.choices, own_fields.tidy(lines)
        used = own_fields.uses(self._one.id)
        renamed = {}
        for before, after in zip(old, new, strict=False):
            if before in new or after in old or not used[before]:
                continue
            question = _("有 {count} 人选的是“{before}”。把他们的内容也改成“{after}”吗？")
            if errors.ask(
                self,
                _("选项改名"),
                question.format(count=used[before], before=before, after=after),
                _("一起改"),
                _("不改"),
            ):
                renamed[before] = after
        return renamed
