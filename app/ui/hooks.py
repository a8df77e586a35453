"""What nobody caught, brought to the screen from all threads, and what Qt complains of, to the log.

The dialogs themselves are loaded when something has happened: the window would wait for them.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app import log


class _Reporter(QObject):
    """Brings errors of other threads to the GUI thread."""

    happened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.happened.connect(_report, Qt.ConnectionType.QueuedConnection)


def _report(error: BaseException) -> None:
    from app.ui import errors

    errors.report(error)


def install_hooks() -> None:
    """Catch what nobody caught, in all threads, and what Qt complains of.

    Qt's words may name files, so only their kind and place go into the log.
    """
    app = QApplication.instance()
    reporter = _Reporter()
    reporter.setParent(app)

    def main_hook(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        reporter.happened.emit(error)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            reporter.happened.emit(arguments.exc_value)

    sys.excepthook = main_hook
    threading.excepthook = thread_hook
    qInstallMessageHandler(_qt_message)


def _qt_message(kind: QtMsgType, context: Any, _text: str) -> None:
    if kind != QtMsgType.QtDebugMsg:
        log.event("qt", kind=kind.name, category=context.category or "-", line=context.line)
