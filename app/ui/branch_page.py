"""支部信息: the facts that papers, letters and file numbers take from the branch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.branch import BranchFacts
from app.services.unit_checks import credit_code_sentence
from app.services.units import BRANCH_KINDS, SETUPS
from app.ui.widgets.choice import Choice
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, FormRow, line_edit
from app.ui.widgets.scroll import scroll_area
from app.ui.wizard.checks import code_sentence


class BranchPage(QWidget):
    """Lines in four groups; ``check`` says beside them what cannot be kept."""

    def __init__(self, facts: BranchFacts) -> None:
        super().__init__()
        self._facts = facts
        self._form = Form("above", columns=2)
        self._rows: dict[str, FormRow] = {}
        self._lines: dict[str, QLineEdit] = {}
        self.founded = DayEdit(facts.founded)
        self.kind = Choice(BRANCH_KINDS, facts.kind)
        self.setup = Choice(SETUPS, facts.setup, free=False)
        self._add_branch()
        self._add_enterprise_and_upper()
        self._add_archive()
        self._lines["credit_code"].editingFinished.connect(self._look)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        # the lines stay clear of the scroll bar
        inside.setContentsMargins(0, 8, 12, 0)
        inside.addWidget(self._form)
        inside.addStretch(1)
        self._area = scroll_area(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def _add_branch(self) -> None:
        self._form.section(_("党支部"))
        self._add("name", _("党支部名称"), _("写全称。"), required=True, wide=True)
        self._add("short_name", _("简称"))
        self._add("code", _("党组织编码"), _("全国党员管理信息系统里的编码。"))
        self._rows["kind"] = self._form.add(_("组织类别"), self.kind)
        self._rows["setup"] = self._form.add(
            _("组建方式"), self.setup, _("几个单位合建的选“联建”。")
        )
        self._rows["founded"] = self._form.add(_("成立日期"), self.founded)
        self._add("secretary", _("党支部书记"), _("登记了党内职务的，以职务为准。"))
        self._add("phone", _("联系电话"), _("书记的手机。"))
        self._add("contact", _("党组织联系人"))
        self._add("landline", _("固定电话"), _("写上区号，例如 0571-5550123。"))
        self._add("postcode", _("邮政编码"))
        self._add("address", _("通讯地址"), wide=True)

    def _add_enterprise_and_upper(self) -> None:
        self._form.section(_("企业"))
        self._add("enterprise", _("企业名称"))
        self._add("credit_code", _("统一社会信用代码"))
        self._form.section(_("上级党组织"))
        self._add("upper", _("上级党组织名称"), wide=True)
        self._add("upper_address", _("地址"), wide=True)
        self._add("upper_phone", _("电话"))
        self._add("upper_fax", _("传真"))
        self._add("upper_postcode", _("邮编"))

    def _add_archive(self) -> None:
        self._form.section(_("归档"))
        self._add("fonds_code", _("全宗号"), _("档案部门给定，印在档号最前面；没有就留空。"))
        self._add("office_code", _("机构代码"), _("档号里代表党支部的字母。"), required=True)

    def _add(
        self, name: str, caption: str, hint: str = "", *, required: bool = False, wide: bool = False
    ) -> None:
        line = self._lines[name] = line_edit(getattr(self._facts, name))
        self._rows[name] = self._form.add(caption, line, hint, required=required, wide=wide)

    def line(self, name: str) -> QLineEdit:
        """The line of a fact, by its name in ``BranchFacts``."""
        return self._lines[name]

    def show_field(self, name: str) -> None:
        """Give the field of a fact the keyboard; an unknown name changes nothing."""
        row = self._rows.get(name)
        if row is None:
            return
        row.field.setFocus(Qt.FocusReason.TabFocusReason)
        # only now it is laid out
        QTimer.singleShot(0, row.field, lambda: self._area.ensureWidgetVisible(row.field))

    def error(self, name: str) -> str:
        """What is wrong beside a line; '' when nothing is."""
        return self._rows[name].error()

    def facts(self, before: BranchFacts) -> BranchFacts:
        """The facts as they are written; what has no line stays as it was before."""
        values: dict[str, Any] = {name: line.text().strip() for name, line in self._lines.items()}
        values |= {"kind": self.kind.text(), "setup": self.setup.text()}
        return replace(before, **values, founded=self.founded.day() or "")

    def check(self) -> bool:
        """Whether these can be kept; if not, the sentences stand beside the lines."""
        wrong = "" if self.founded.check() else "founded"
        for name in ("office_code", "fonds_code", "name"):
            text = self._lines[name].text().strip()
            if name == "name":
                sentence = "" if text else _("请填写党支部名称。")
            else:
                sentence = code_sentence(text, needed=name == "office_code")
            self._rows[name].set_error(sentence)
            wrong = name if sentence else wrong
        if wrong:
            self.show_field(wrong)
        return not wrong

    def _look(self) -> None:
        code = self._lines["credit_code"].text().strip().upper()
        self._lines["credit_code"].setText(code)
        self._rows["credit_code"].remark(credit_code_sentence(code), "due")
