"""套打…: how far the printer misses, seen at once, and the letter onto real stationery.

Loads QtPdf: import it when it is opened.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import settings as computer
from app.errors import AppError
from app.i18n import _
from app.registers import transfers as register
from app.services.transfers import Entry
from app.settings import FARTHEST
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.preview import show_preview
from app.ui.session import Session
from app.ui.widgets.buttons import button
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.form import Form
from app.ui.widgets.labels import label

#: The form whose offset is kept among the settings of the computer.
FORM = "letter"
_WIDTH = 880
_PAGE = QSize(380, 537)
_STEP = 0.5
_LETTER, _TEST = "letter", "test"


class StationeryDialog(Dialog):
    """Without a move only the test page is there. ``printed`` says whether a letter was printed."""

    def __init__(self, parent: QWidget, session: Session, one: Entry | None) -> None:
        super().__init__(parent, _("套打组织关系介绍信"), width=_WIDTH)
        offer_help(self, "transfers")
        self._session = session
        self._one = one
        self.printed = False
        self._document = QPdfDocument(self)
        self.picture = QLabel()
        self.picture.setFixedSize(_PAGE + QSize(2, 2))
        self.picture.setProperty("kind", "page-picture")
        self.picture.setAccessibleName(_("打印出来的样子"))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(self._controls(), 1)
        self.body.addLayout(columns)
        self.test_button = button(_("打印校准页…"), self.print_test, "print")
        self.left.addWidget(self.test_button)
        if one is not None and not session.read_only:
            self.add_buttons(_("打印到介绍信上…"), self.print_letter, _("关闭"))
        else:
            self.add_close()
        self._show()

    def _controls(self) -> QVBoxLayout:
        self.shown = Chips()
        self.shown.setAccessibleName(_("看什么"))
        choices = [Chip(_TEST, _("校准页"))]
        if self._one is not None:
            choices.insert(0, Chip(_LETTER, _("介绍信上的文字")))
        self.shown.set_chips(choices)
        self.shown.changed.connect(lambda _keys: self._show())
        right, down = self._session.settings.offset(FORM)
        self.right = _spin(right)
        self.down = _spin(down)
        for spin in (self.right, self.down):
            spin.valueChanged.connect(lambda _value: self._moved())
        self.serial = QCheckBox(_("号数也印上（纸上没有预印号数时）"))
        self.serial.toggled.connect(lambda _on: self._show())
        form = Form()
        form.add(_("左右"), self.right, _("向右为正，每次半毫米"))
        form.add(_("上下"), self.down, _("向下为正"))
        column = QVBoxLayout()
        column.setSpacing(12)
        if self._one is not None:
            column.addWidget(label(self._one.name, "title"))
        column.addWidget(self.shown)
        steps = _(
            "介绍信是统一印制、编号的，程序只往上印文字，不画表格。"
            "第一次用先打印校准页，与介绍信叠在一起对着光看；没有对准就调下面的数，再打一张。"
            "这台电脑会记住。"
        )
        column.addWidget(label(steps, "hint", wrap=True))
        column.addWidget(form)
        if self._one is not None:
            column.addWidget(self.serial)
            by_hand = _("存根上的日期和（预备/正式）请手写；骑缝章由开具的党委盖。")
            column.addWidget(label(by_hand, "hint", wrap=True))
        column.addWidget(self.error)
        column.addStretch(1)
        return column

    def show_page(self, what: str) -> None:
        """Show the ``letter`` or the ``test`` page."""
        self.shown.select(what)
        self._show()

    def offset(self) -> tuple[float, float]:
        """Millimetres to the right and down."""
        return self.right.value(), self.down.value()

    def _moved(self) -> None:
        self._session.settings.set_offset(FORM, *self.offset())
        self._show()

    def _pdf(self, what: str) -> bytes:
        if what == _TEST or self._one is None:
            return register.calibration(self.offset())
        return register.onto_stationery(
            self._one, self.offset(), with_serial=self.serial.isChecked()
        )

    def _show(self) -> None:
        """The page as it would be printed now."""
        what = self.shown.selected()[0]
        self.serial.setVisible(what == _LETTER)
        try:
            pdf = self._pdf(what)
        except AppError as error:
            self.error.setText(error.sentence)
            self.error.show()
            self.picture.clear()
            return
        self.error.hide()
        buffer = QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)
        ratio = self.devicePixelRatioF()
        drawn = self._document.render(0, _PAGE * ratio)
        self._document.close()
        page = QPixmap(_PAGE * ratio)
        page.fill(Qt.GlobalColor.white)
        self.picture.setPixmap(_over(page, QPixmap.fromImage(drawn), ratio))

    # -- onto paper --------------------------------------------------------------------------------

    def print_test(self) -> None:
        """The test page, on plain paper."""
        self._keep()
        title = _("校准页：用普通纸打印")
        show_preview(self, title, register.calibration(self.offset()), "介绍信套打校准页")

    def print_letter(self) -> None:
        """The texts, onto the stationery in the printer; each print is counted."""
        one = self._one
        if one is None:
            return
        try:
            pdf = self._pdf(_LETTER)
        except AppError as error:
            errors.show_error(self, error)
            return
        self._keep()

        def count() -> None:
            register.count_print(one.id)
            self.printed = True

        title = _("套打：请把介绍信放进打印机（{name}）").format(name=one.name)
        show_preview(self, title, pdf, f"介绍信套打_{one.name}", count)

    def _keep(self) -> None:
        """Write down how far this computer's printer misses."""
        try:
            computer.save(self._session.settings)
        except AppError as error:
            errors.show_error(self, error)

    def done(self, result: int) -> None:
        self._keep()
        super().done(result)


def _spin(value: float) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(-FARTHEST, FARTHEST)
    spin.setSingleStep(_STEP)
    spin.setDecimals(1)
    spin.setSuffix(" " + _("毫米"))
    spin.setValue(value)
    spin.setFixedWidth(140)
    return spin


def _over(page: QPixmap, drawn: QPixmap, ratio: float) -> QPixmap:
    """The drawing on white paper: where nothing is drawn it is transparent."""
    painter = QPainter(page)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    page.setDevicePixelRatio(ratio)
    return page
