from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget

from app.errors import AppError, Cancelled
from app.ui import errors, jobs
from app.ui.jobs import JobDialog, run_job

# milliseconds to wait for another thread at most
SOON = 5000


@dataclass
class Step:
    done: int
    total: int
    text: str


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def gate():
    """Opens at the end in any case, so that no thread is left waiting."""
    gate = threading.Event()
    yield gate
    gate.set()


def test_a_result_comes_back_to_the_thread_of_the_screen(window, qtbot):
    threads, results = [], []

    def job():
        threads.append(QThread.currentThread())
        yield Step(1, 2, "一")
        yield Step(2, 2, "二")
        return 42

    def done(result):
        threads.append(QThread.currentThread())
        results.append(result)

    run_job(window, "导入", job, done)
    qtbot.waitUntil(lambda: bool(results), timeout=SOON)

    assert results == [42]
    assert threads[0] is not threads[1]
    assert threads[1] is QApplication.instance().thread()
    assert QApplication.activeModalWidget() is None


def test_a_short_job_shows_no_dialog_but_blocks_the_window(window, qtbot, gate):
    results = []

    def job():
        gate.wait(5)
        yield Step(1, 1, "")

    dialog = run_job(window, "导入", job, results.append)

    assert QApplication.activeModalWidget() is dialog
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    gate.set()
    qtbot.waitUntil(lambda: results == [None], timeout=SOON)


def test_a_long_job_shows_how_far_it_is(window, qtbot, gate, monkeypatch):
    monkeypatch.setattr(jobs, "PATIENCE", 0)
    results = []

    def job():
        # more than an int of Qt holds
        yield Step(3_000_000_000, 6_000_000_000, "读第 3 张表")
        gate.wait(5)
        yield Step(6_000_000_000, 6_000_000_000, "")

    dialog = run_job(window, "导入", job, results.append)
    bar = dialog.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=SOON)

    assert bar.value() / bar.maximum() == 0.5
    assert dialog.windowTitle() == "导入"
    gate.set()
    qtbot.waitUntil(lambda: bool(results), timeout=SOON)


@pytest.mark.parametrize("stop", [JobDialog.cancel, JobDialog.reject, JobDialog.close])
def test_stopping_closes_the_generator_in_its_own_thread(stop, window, qtbot, gate, monkeypatch):
    monkeypatch.setattr(jobs, "PATIENCE", 0)
    ended, told, results = [], [], []
    begun = threading.Event()

    def job():
        try:
            while True:
                begun.set()
                yield Step(0, 0, "")
                gate.wait(5)
        finally:
            ended.append(QThread.currentThread())

    dialog = run_job(window, "导入", job, results.append, told.append)
    assert begun.wait(5)
    qtbot.waitUntil(dialog.isVisible, timeout=SOON)
    stop(dialog)
    assert not dialog.cancel_button.isEnabled()
    gate.set()
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)

    assert len(ended) == 1
    assert ended[0] is not QApplication.instance().thread()
    assert isinstance(told[0], Cancelled)
    assert results == []


def test_what_the_user_can_act_on_is_shown(window, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(errors, "show_error", lambda parent, error: shown.append((parent, error)))

    def job():
        yield Step(0, 0, "")
        raise AppError("磁盘已满。")

    run_job(window, "导入", job, lambda _result: None)
    qtbot.waitUntil(lambda: bool(shown), timeout=SOON)

    assert shown[0][0] is window
    assert shown[0][1].sentence == "磁盘已满。"


@pytest.mark.parametrize("early", [True, False])
def test_a_bug_is_reported(early, window, qtbot, monkeypatch):
    reported = []
    monkeypatch.setattr(errors, "report", reported.append)

    def job():
        yield Step(0, 0, "")
        raise ZeroDivisionError

    def broken():
        raise ZeroDivisionError

    run_job(window, "导入", broken if early else job, lambda _result: None)
    qtbot.waitUntil(lambda: bool(reported), timeout=SOON)

    assert isinstance(reported[0], ZeroDivisionError)
