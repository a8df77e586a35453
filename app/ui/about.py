"""About the program: its name, its version, and what it stands on."""

from __future__ import annotations

import sys

import PySide6
from PySide6.QtCore import QSysInfo, Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import __version__
from app.i18n import _
from app.ui.dialog import Dialog
from app.ui.widgets.card import Facts
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import label


class AboutDialog(Dialog):
    """Name, version, licences; no button but the one that closes."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, _("关于"), width=480)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Picture("book", "text2", 44), 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(label(_("支部台账"), "title"))
        names.addWidget(label(_("版本 {version}").format(version=__version__), "hint"))
        head.addLayout(names, 1)
        self.body.addLayout(head)
        self.body.addWidget(
            label(
                _(
                    "非公企业党支部的台账：名册、会议、评议、党费和归档，都在一个加密的文件里。"
                    "不需要网络，不向任何地方发送数据。"
                ),
                wrap=True,
            )
        )
        facts = Facts()
        facts.set_facts(
            [
                (_("许可"), _("Apache 2.0；思源宋体为 OFL 1.1；Qt 与 PySide6 为 LGPL 3")),
                ("Qt", qVersion()),
                ("PySide6", PySide6.__version__),
                ("Python", sys.version.split()[0]),
                (_("系统"), f"{QSysInfo.prettyProductName()} {QSysInfo.currentCpuArchitecture()}"),
            ]
        )
        self.body.addWidget(facts)
        self.body.addStretch(1)
        self.add_close()
