"""The steps of the first run, each a few lines to fill in."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.unit_checks import credit_code_sentence
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, FormRow, line_edit
from app.ui.widgets.labels import label
from app.ui.wizard.checks import code_sentence


class StepPage(QWidget):
    """One step: its name (and a longer title), a sentence what it is for, and its lines.

    ``facts`` are the lines' texts by the names of ``services.branch.BranchFacts``.
    """

    def __init__(self, step: str, purpose: str, title: str = "") -> None:
        super().__init__()
        self.step = step
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(label(title or step, "title"))
        self.column.addWidget(label(purpose, "hint", wrap=True))
        self.column.addSpacing(12)
        self._lines: dict[str, QLineEdit] = {}

    def facts(self) -> dict[str, str]:
        """What was entered, without blanks at the ends."""
        return {name: line.text().strip() for name, line in self._lines.items()}

    def check(self) -> bool:
        """Whether the step may be left; if not, the sentences stand beside the lines."""
        return True

    def first(self) -> QWidget | None:
        """Where the keyboard begins."""
        return next(iter(self._lines.values()), None)

    def line(self, name: str) -> QLineEdit:
        """The line of a fact, by its name in ``BranchFacts``."""
        return self._lines[name]

    def _line(self, name: str, placeholder: str = "", width: int = 0) -> QLineEdit:
        line = line_edit("", placeholder, width)
        self._lines[name] = line
        return line


class BranchPage(StepPage):
    """党支部."""

    def __init__(self) -> None:
        super().__init__(
            _("党支部"), _("一个账簿只记一个党支部。以后这里的每一项都可以在设置里改。")
        )
        form = Form("above", columns=2)
        self.name = self._line("name", _("中共晨光精密科技有限公司支部委员会"))
        self._name = form.add(
            _("党支部名称"), self.name, _("写全称，它会印在每一张表上。"), required=True, wide=True
        )
        self.founded = DayEdit()
        form.add(_("成立日期"), self.founded)
        self._codes: dict[str, FormRow] = {}
        office = self._line("office_code")
        office.setText("DZB")
        self._codes["office_code"] = form.add(
            _("机构代码"), office, _("档号里代表党支部的字母；没有规定就用 DZB。")
        )
        self._codes["fonds_code"] = form.add(
            _("全宗号"),
            self._line("fonds_code"),
            _("档案部门给定的编号，印在档号最前面；没有就留空，给定后再填。"),
            wide=True,
        )
        self.name.textEdited.connect(lambda: self._name.set_error(""))
        self.column.addWidget(form)
        self.column.addStretch(1)

    def facts(self) -> dict[str, str]:
        return {**super().facts(), "founded": self.founded.day() or ""}

    def error(self, name: str) -> str:
        """What is wrong beside a line; '' when nothing is."""
        return (self._name if name == "name" else self._codes[name]).error()

    def check(self) -> bool:
        wrong: QWidget | None = None if self.founded.check() else self.founded
        entered = self.facts()
        for name, row in self._codes.items():
            sentence = code_sentence(entered[name], needed=name == "office_code")
            row.set_error(sentence)
            wrong = row.field if sentence else wrong
        self._name.set_error("" if entered["name"] else _("请填写党支部名称。"))
        wrong = wrong if entered["name"] else self.name
        if wrong is not None:
            wrong.setFocus()
        return wrong is None


class EnterprisePage(StepPage):
    """所在企业."""

    def __init__(self) -> None:
        super().__init__(_("所在企业"), _("党支部所在的企业。联合党支部填挂靠的一家。"))
        form = Form("above")
        self.name = self._line("enterprise", _("晨光精密科技有限公司"))
        form.add(_("企业名称"), self.name, _("与营业执照一致；可以先留空。"))
        self.code = self._line("credit_code")
        self._code = form.add(
            _("统一社会信用代码"), self.code, _("18 位，在营业执照上；可以先留空。")
        )
        self.code.editingFinished.connect(self._look)
        self.code.textEdited.connect(lambda: self._code.remark("", ""))
        self.column.addWidget(form)
        self.column.addStretch(1)

    def facts(self) -> dict[str, str]:
        found = super().facts()
        return {**found, "credit_code": found["credit_code"].replace(" ", "").upper()}

    def _look(self) -> None:
        # a wrong digit is worth a sentence and nothing more: the paper may be right
        self._code.remark(credit_code_sentence(self.facts()["credit_code"]), "due")


class UpperPage(StepPage):
    """上级党组织."""

    def __init__(self) -> None:
        super().__init__(_("上级党组织"), _("批准成立本支部、收取党费和年度归档的党组织。"))
        form = Form("above")
        form.add(
            _("上级党组织名称"),
            self._line("upper", _("中共青溪街道综合委员会")),
            _("印在报告和移交清单上；可以先留空。"),
        )
        self.column.addWidget(form)
        self.column.addStretch(1)


class SecretaryPage(StepPage):
    """书记与联系电话."""

    def __init__(self) -> None:
        super().__init__(
            _("党支部书记"),
            _("印在需要联系人的表上；换届后在设置里改。"),
            _("书记与联系电话"),
        )
        form = Form("above", columns=2)
        form.add(_("党支部书记"), self._line("secretary"), _("可以先留空。"))
        form.add(_("联系电话"), self._line("phone"), _("手机或座机；可以先留空。"))
        self.column.addWidget(form)
        self.column.addStretch(1)
