"""Long work in a thread, with progress and a way to stop it.

A job is a generator of a service: it yields steps with ``done``, ``total`` and ``text``, returns
its result, and gives up when it is closed (its transaction is then rolled back).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from app.errors import AppError, Cancelled
from app.i18n import _
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label

#: Milliseconds before the dialog appears: shorter work needs none.
PATIENCE = 400
_STEPS = 1000


class StepLike(Protocol):
    """How far a job is; ``total`` 0 means that nobody knows."""

    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def text(self) -> str: ...


Job = Generator[StepLike, None, Any]


def run_job(
    parent: QWidget,
    title: str,
    make_job: Callable[[], Job],
    on_done: Callable[[Any], object],
    on_error: Callable[[AppError], object] | None = None,
) -> JobDialog:
    """Run a job and call ``on_done`` with its result, in the GUI thread.

    ``make_job`` is called in the job's thread and the generator lives and ends there. An AppError
    goes to ``on_error`` (or is shown), the user's stop as ``Cancelled``; a bug to the crash dialog.
    The program's windows are blocked meanwhile; the dialog appears after 400 ms.
    """
    return JobDialog(parent, title, make_job, on_done, on_error)


class _Worker(QThread):
    # sizes in bytes do not fit into Qt's int
    moved = Signal(object, object, str)

    def __init__(self, make_job: Callable[[], Job], parent: QObject) -> None:
        super().__init__(parent)
        self._make_job = make_job
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work()
        except BaseException as error:  # noqa: BLE001 - carried to the GUI thread, shown there
            self.error = error

    def _work(self) -> Any:
        job = self._make_job()
        while True:
            if self.isInterruptionRequested():
                job.close()
                raise Cancelled(_("已取消，一切和原来一样。"))
            try:
                step = next(job)
            except StopIteration as end:
                return end.value
            self.moved.emit(step.done, step.total, step.text)


class JobDialog(Dialog):
    """The progress of one job. Closing it means stopping the job, and waits until it stopped."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        make_job: Callable[[], Job],
        on_done: Callable[[Any], object],
        on_error: Callable[[AppError], object] | None,
    ) -> None:
        super().__init__(parent, title, width=420)
        self._on_done = on_done
        self._on_error = on_error
        self._parent = parent
        self.setModal(True)
        self._text = label(_("正在准备…"), wrap=True)
        self._text.setMinimumHeight(22)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.body.addWidget(label(title, "strong"))
        self.body.addWidget(self._bar)
        self.body.addWidget(self._text)
        self.cancel_button = button(_("取消"), self.cancel)
        self.foot.addWidget(self.cancel_button)
        self._worker = _Worker(make_job, self)
        self._worker.moved.connect(self._moved)
        self._worker.finished.connect(self._finished)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._appear)
        # modal from the start, so that nothing else is pressed, but not yet seen
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()
        self._patience.start(PATIENCE)
        self._worker.start()

    def cancel(self) -> None:
        """Ask the job to stop; it does so at its next step."""
        self._worker.requestInterruption()
        self.cancel_button.setEnabled(False)
        self._text.setText(_("正在停止…"))

    def reject(self) -> None:
        self.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.cancel()

    def _appear(self) -> None:
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
        # Qt has placed it already, when it was not to be seen
        self.move(self._parent.window().frameGeometry().center() - self.rect().center())
        self.show()

    def _moved(self, done: int, total: int, text: str) -> None:
        if not self.cancel_button.isEnabled():
            return
        if total > 0:
            # large totals (bytes) do not fit into the bar's integers
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(min(_STEPS, done * _STEPS // total))
        else:
            self._bar.setRange(0, 0)
        self._text.setText(text)

    def _finished(self) -> None:
        self._patience.stop()
        self._worker.wait()
        self.hide()
        self.deleteLater()
        error = self._worker.error
        if error is None:
            self._on_done(self._worker.result)
        elif isinstance(error, AppError) and self._on_error is not None:
            self._on_error(error)
        elif isinstance(error, AppError):
            errors.show_error(self._parent, error)
        else:
            errors.report(error)
