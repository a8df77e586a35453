"""Pictures of every tab and dialog, from real windows over the practice book: ``make screens``.

Each variant (light, dark, 200 %) runs in a process of its own, since Qt takes the scale once. The
pictures go to ``build/screens/<variant>-<name>.png``. To add a dialog, write a function that takes
the window and gives the dialog, not yet shown, and name it in ``DIALOGS``. What cannot be drawn is
named at the end, and the exit code is 1 then.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parent.parent
TARGET = TOP / "build" / "screens"
SIZE = (1366, 768)
#: Rounds of the event loop after which a window has laid itself out and drawn what comes late.
_ROUNDS = 20

sys.path.insert(0, str(TOP))

import card_screens  # noqa: E402 - the program is found only now
import committee_screens  # noqa: E402
import fields_screens  # noqa: E402
import life_screens  # noqa: E402
import list_screens  # noqa: E402
import papers_screens  # noqa: E402
import people_screens  # noqa: E402
import roster_screens  # noqa: E402
import transfer_screens  # noqa: E402
import work_screens  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from app import paths  # noqa: E402
from app.errors import AppError  # noqa: E402
from app.services import book as books  # noqa: E402
from app.services import demo  # noqa: E402
from app.settings import Settings  # noqa: E402
from app.ui import errors  # noqa: E402
from app.ui.about import AboutDialog  # noqa: E402
from app.ui.application import make_application  # noqa: E402
from app.ui.book_session import make_session  # noqa: E402
from app.ui.help import HelpDialog  # noqa: E402
from app.ui.tabs import TABS  # noqa: E402
from app.ui.widgets.notice import toast  # noqa: E402
from app.ui.window import Commands, MainWindow  # noqa: E402


class Variant(NamedTuple):
    """How the screen is dressed: theme and scale."""

    name: str
    theme: str
    scale: str


VARIANTS = (
    Variant("light", "light", "1"),
    Variant("dark", "dark", "1"),
    Variant("200", "light", "2"),
)


def _error(window: MainWindow) -> QWidget:
    sentence = "磁盘已满，“名册.pdf”没有写入，原有内容没有改动。请腾出空间后再试。"
    return errors.MessageDialog(window, "没有完成", sentence)


def _question(window: MainWindow) -> QWidget:
    return errors.MessageDialog(window, "关闭年度", "关闭后只能查看。", yes="关闭年度")


def _crash(window: MainWindow) -> QWidget:
    return errors.CrashDialog(window, errors.describe(LookupError()))


def _help(window: MainWindow) -> QWidget:
    return HelpDialog(window, "minutes")


def _keys(window: MainWindow) -> QWidget:
    return HelpDialog(window, "keys")


def _search(window: MainWindow) -> QWidget:
    window.go("roster")
    toast(window, "已删除“支委会”。", "撤销", lambda: None)
    box = window.findChild(QWidget, "search")
    assert box is not None
    box.setFocus()
    QTest.keyClicks(box, "z")
    QTest.qWait(300)
    return window


#: Everything besides the tabs: a name for the file, and what makes it.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("error", _error),
    ("question", _question),
    ("crash", _crash),
    ("about", AboutDialog),
    ("help", _help),
    ("keys", _keys),
    *card_screens.DIALOGS,
    *committee_screens.DIALOGS,
    *fields_screens.DIALOGS,
    *life_screens.DIALOGS,
    *papers_screens.DIALOGS,
    *people_screens.DIALOGS,
    *list_screens.DIALOGS,
    *roster_screens.DIALOGS,
    *transfer_screens.DIALOGS,
    *work_screens.DIALOGS,
    # last, because its list and its message stay
    ("search", _search),
)


def main() -> int:
    if len(sys.argv) == 3 and sys.argv[1] == "--variant":
        return _draw(next(one for one in VARIANTS if one.name == sys.argv[2]))
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        codes = [_run(variant, home) for variant in VARIANTS]
    print(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET.relative_to(TOP)}/")
    return max(codes)


def _run(variant: Variant, home: str) -> int:
    dress = {"QT_SCALE_FACTOR": variant.scale, "BRANCH_LEDGER_HOME": home}
    child = [sys.executable, __file__, "--variant", variant.name]
    return subprocess.run(child, env={**os.environ, **dress}, check=False).returncode


def _draw(variant: Variant) -> int:
    settings = Settings(theme=variant.theme)
    app = make_application(["screens"], settings)
    folder = paths.data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    today = date.today()
    book = demo.open_or_create(folder / demo.FILE_NAME, today)
    session = make_session(book, settings, today)
    failed = 0
    try:
        window = MainWindow(session, _commands(), TABS)
        window.resize(*SIZE)
        window.show()
        for page in TABS:
            failed += _picture(variant, page.key, partial(_tab, window, page.key))
        for name, make in DIALOGS:
            failed += _picture(variant, name, partial(make, window))
        app.processEvents()
    finally:
        books.close(book)
    return min(failed, 1)


def _commands() -> Commands:
    # the entries are to be seen, not used
    def nothing(_window: MainWindow) -> None: ...

    return Commands(nothing, nothing, nothing, nothing, nothing, nothing)


def _tab(window: MainWindow, key: str) -> QWidget:
    window.go(key)
    return window


def _picture(variant: Variant, name: str, make: Callable[[], QWidget]) -> int:
    """Draw one; a failure is told and does not cost the others."""
    try:
        widget = make()
        widget.show()
        for _round in range(_ROUNDS):
            QApplication.processEvents()
        widget.grab().save(str(TARGET / f"{variant.name}-{name}.png"))
        if not isinstance(widget, MainWindow):
            widget.hide()
            widget.deleteLater()
    except (AppError, ImportError, AttributeError, TypeError, ValueError, LookupError):
        print(f"not drawn: {variant.name}-{name}", file=sys.stderr)
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
