"""What the user sees of errors: a sentence to act on, or a bug with details to copy."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import PySide6
from PySide6.QtCore import QSysInfo, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from app import __version__, log
from app.errors import AppError, Cancelled
from app.i18n import _
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import label
from app.ui.widgets.notice import toast

_MESSAGE_WIDTH = 440


def show_error(parent: QWidget | None, error: AppError) -> None:
    """Show what happened, what was kept and what to do; a cancelled job is only a toast."""
    if isinstance(error, Cancelled) and parent is not None:
        toast(parent, error.sentence)
        return
    MessageDialog(parent, _("没有完成"), error.sentence).run()


def ask(parent: QWidget | None, title: str, sentence: str, yes: str, no: str = "") -> bool:
    """Ask before what cannot be undone; ``yes`` names the action in words (不要 is ``no``)."""
    return MessageDialog(parent, title, sentence, yes=yes, no=no).run()


class MessageDialog(Dialog):
    """A calm sentence with a mark at its left."""

    def __init__(
        self, parent: QWidget | None, title: str, sentence: str, yes: str = "", no: str = ""
    ) -> None:
        super().__init__(parent, title, width=_MESSAGE_WIDTH)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(Picture("warn", "due", 24), 0, Qt.AlignmentFlag.AlignTop)
        words = label(sentence, wrap=True, selectable=True)
        words.setContentsMargins(0, 1, 0, 0)
        line.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addStretch(1)
        if yes:
            self.add_buttons(yes, cancel=no)
        else:
            self.add_close()
        self.resize(_MESSAGE_WIDTH, self.height())
        self.fit()


class CrashDialog(Dialog):
    """A bug: what is safe, and details without personal data to copy."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(parent, _("程序出错"), width=620)
        self.body.addWidget(label(_("程序里有一处错误，刚才的操作没有完成。"), "strong", wrap=True))
        self.body.addWidget(
            label(
                _(
                    "已经保存的内容都在账簿里。可以继续使用；如果再次出错，请重新打开程序，"
                    "并把下面的内容发给开发者。其中没有任何人员信息。"
                ),
                "hint",
                wrap=True,
            )
        )
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setMinimumHeight(200)
        self.details.setAccessibleName(_("错误详情"))
        self.body.addWidget(self.details, 1)
        self.add_close()
        self.left.addWidget(button(_("复制"), self._copy))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        toast(self, _("已复制。"))


def describe(error: BaseException) -> str:
    """Versions, kind of error and stack: files, lines and functions, never the message's text.

    A message may quote what the user typed.
    """
    lines = [
        f"Branch Ledger {__version__}",
        f"Python {sys.version.split()[0]}, PySide6 {PySide6.__version__}",
        f"{QSysInfo.prettyProductName()} {QSysInfo.currentCpuArchitecture()}",
        "",
        f"{type(error).__module__}.{type(error).__qualname__}",
    ]
    frames = traceback.extract_tb(error.__traceback__)
    lines.extend(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        lines.append(f"  <- {type(cause).__module__}.{type(cause).__qualname__}")
    return "\n".join(lines)


def _short(filename: str) -> str:
    # the folders above the program tell whose computer it is
    parts = Path(filename).parts
    for anchor in ("app", "site-packages"):
        if anchor in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(anchor) :])
    return parts[-1] if parts else filename


def report(error: BaseException) -> None:
    """Show any error from the GUI thread: an AppError as a sentence, all else as a bug."""
    parent = QApplication.activeWindow()
    if isinstance(error, AppError):
        show_error(parent, error)
        return
    log.bug(error)
    if not _Crash.showing:
        _Crash.showing = True
        try:
            CrashDialog(parent, describe(error)).run()
        finally:
            _Crash.showing = False


class _Crash:
    """Only one crash dialog at a time."""

    showing = False
