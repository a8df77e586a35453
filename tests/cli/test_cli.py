"""The command line itself: languages, wrong use, faults, prompts, and the way to the window."""

from __future__ import annotations

import getpass
import io
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from app import cli, i18n, paths
from app.cli import COMMANDS, asking, display, terminal
from app.errors import AppError, Cancelled

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def bare(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No language and no password in the environment."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", asking.OF_BOOK, asking.OF_ARCHIVE):
        monkeypatch.delenv(name, raising=False)


# -- help and languages -------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself(command, capsys):
    assert cli.main([*command.split(), "--help"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"用法：branch-ledger {command}".rstrip())
    assert said.err == ""
    for english in ("usage", "options:", "positional", "show this help"):
        assert english not in said.out


def test_the_help_lists_every_command(capsys):
    cli.main(["-h"])
    listed = capsys.readouterr().out
    for command, (_module, words) in COMMANDS.items():
        assert f"  {command} " in listed
        assert words in listed


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "zh_CN"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "C"}, "zh_CN"),
        ([], {"LANG": "de_DE.UTF-8"}, "zh_CN"),
        ([], {"LANG": "en_GB", "LC_ALL": "zh_CN.UTF-8"}, "zh_CN"),
        (["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh_CN"], {"LANG": "en_US.UTF-8"}, "zh_CN"),
    ],
)
def test_the_language(arguments, environment, expected, monkeypatch, capsys):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli.main(["members", *arguments, "--help"]) == 0
    assert i18n.language() == expected
    assert capsys.readouterr().out.startswith(i18n._("用法："))


def test_the_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("branch-ledger ")


# -- wrong use ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("new", "缺少 BOOK、--branch。"),
        ("new b.zbtz --branch", "--branch 后面要写内容。"),
        ("members", "缺少 BOOK。"),
        ("members a b", "多出来的参数：b。"),
        ("members a --stage saint", "--stage 没有“saint”，可以写 applicant、activist"),
        ("members a --jso", "多出来的参数：--jso。"),
        ("members a --json=1", "--json 后面不能写“1”。"),
        ("print a posters --out x", "KIND 没有“posters”，可以写 appraisal、minutes、dues。"),
        ("print a dues --year 26 --out x", "--year 不能是“26”。"),
        ("archive a --out x", "缺少 --year。"),
        ("archive a --year 二〇二六 --out x", "--year 不能是“二〇二六”。"),
        ("improt", "没有“improt”这个命令，也没有这个文件。"),
        ("improt a b", "多出来的参数：a b。"),
        ("--lang fr members a", "--lang 后面写 zh_CN 或 en。"),
        ("members a --lang", "--lang 后面写 zh_CN 或 en。"),
    ],
)
def test_wrong_use_ends_with_2_and_says_why(line, sentence, capsys):
    assert cli.main(line.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith(sentence)
    assert said.err.startswith("用法：")


# -- faults, bugs, cancelling -------------------------------------------------------------------


class _Command(types.ModuleType):
    """A command that does what a test asks for."""

    def __init__(self, raised: BaseException) -> None:
        super().__init__("test_command")
        self._raised = raised

    def describe(self, parser: object) -> None:
        """No arguments."""

    def run(self, arguments: object) -> int:
        raise self._raised


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch):
    """Make the command ``check`` raise something."""

    def fail(error: BaseException) -> int:
        monkeypatch.setitem(sys.modules, "test_command", _Command(error))
        monkeypatch.setitem(COMMANDS, "check", ("test_command", "…"))
        return cli.main(["check"])

    return fail


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (AppError("磁盘已满。"), "磁盘已满。\n"),
        (Cancelled("已取消，什么也没有改动。"), "已取消，什么也没有改动。\n"),
        (KeyboardInterrupt(), "已取消，没有完成的内容没有保存。\n"),
        (BrokenPipeError(), ""),
    ],
)
def test_a_fault_is_one_sentence(failing, error, said, capfd):
    assert failing(error) == 1
    assert capfd.readouterr().err == said


def test_a_bug_is_noted_without_what_it_says(failing, capsys):
    assert failing(ValueError("单雄 999901198005060010")) == 1
    said = capsys.readouterr().err
    assert "程序出错了（ValueError）" in said
    assert str(paths.log_dir()) in said
    assert "Traceback" not in said
    noted = (paths.log_dir() / "branch-ledger.log").read_text("utf-8")
    assert "bug ValueError" in noted
    assert "999901" not in said + noted
    assert "单雄" not in said + noted


def test_no_log_is_better_than_no_work(failing, home, capsys):
    home.write_text("a file where the folder should be")
    assert failing(AppError("…")) == 1
    assert capsys.readouterr().err == "…\n"


# -- passwords ----------------------------------------------------------------------------------


class _Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    """Somebody who types these passwords; what was asked is collected."""
    asked: list[str] = []

    def type_in(*answers: str) -> list[str]:
        rest = iter(answers)
        monkeypatch.setattr(sys, "stdin", _Keyboard())
        monkeypatch.setattr(getpass, "getpass", lambda words: asked.append(words) or next(rest))
        return asked

    return type_in


def test_a_new_password_is_typed_twice(typed):
    asked = typed("Dangzhibu-1", "Dangzhibu-1")
    assert asking.new_password(None, "书.zbtz") == "Dangzhibu-1"
    assert asked == ["给“书.zbtz”设一个密码：", "再输入一次："]


def test_two_different_passwords_are_refused(typed):
    typed("Dangzhibu-1", "Dangzhibu-2")
    with pytest.raises(AppError, match="不一样"):
        asking.new_password(None, "书.zbtz")


def test_a_password_is_typed_once_to_open(typed):
    assert typed("Dangzhibu-1") == []
    assert asking.password(None, "书.zbtz") == "Dangzhibu-1"


def test_a_file_comes_before_the_environment_and_both_before_asking(tmp_path, monkeypatch, typed):
    asked = typed()
    monkeypatch.setenv(asking.OF_BOOK, "from the environment")
    assert asking.password(None, "书.zbtz") == "from the environment"
    note = tmp_path / "密码.txt"
    note.write_bytes("\ufeff三月 的雨 \r\nsecond line\r\n".encode())
    assert asking.password(str(note), "书.zbtz") == "三月 的雨 "
    assert asking.new_password(str(note), "书.zbtz") == "三月 的雨 "
    assert asked == []


@pytest.mark.parametrize(
    ("content", "words"), [(None, "找不到"), (b"\n", "是空的"), ("密码".encode("gbk"), "UTF-8")]
)
def test_a_password_file_of_no_use(tmp_path, content, words):
    note = tmp_path / "密码.txt"
    if content is not None:
        note.write_bytes(content)
    with pytest.raises(AppError, match=words):
        asking.password(str(note), "书.zbtz")


@pytest.mark.parametrize("stream", [None, io.StringIO("not a keyboard\n")])
def test_nobody_can_be_asked(monkeypatch, stream):
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(AppError, match="BRANCH_LEDGER_PASSWORD"):
        asking.password(None, "书.zbtz")


# -- the terminal -------------------------------------------------------------------------------


def test_columns_stand_in_line_under_chinese():
    assert terminal.table([["姓名", "性别"], ["王䶮", "男"], ["Ali", "男"]]) == [
        "姓名  性别",
        "王䶮  男",
        "Ali   男",
    ]


def test_any_locale_prints_any_name(tmp_path):
    """A program that reads us gets UTF-8, whatever the code page; the reader child stays small."""
    code = "from app import cli; from app.cli import terminal; terminal.prepare(); terminal.say('王䶮')"
    environment = {**os.environ, "PYTHONIOENCODING": "gb2312", "PYTHONPATH": str(TOP)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").strip() == "王䶮"


def test_the_reading_child_loads_nothing_of_the_program(tmp_path):
    sheet = tmp_path / "名册.xlsx"
    sheet.write_bytes(b"no workbook")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "app", "--read-sheet", str(sheet)],
        cwd=TOP,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"unreadable" in done.stdout
    ours = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert {name for name in ours if name.split(".")[0] == "app"} <= {
        "app",
        "app.services",
        "app.services.child",
        "app.services.sheet_reader",
    }


# -- the window ---------------------------------------------------------------------------------


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, list[str]]]:
    """A stand-in for the window; tells what it was opened with."""
    opened: list[tuple[Path | None, list[str]]] = []
    module = types.ModuleType("app.ui.main")
    module.main = lambda book, arguments: opened.append((book, arguments)) or 0
    monkeypatch.setitem(sys.modules, "app.ui.main", module)
    monkeypatch.setattr(display, "problem", lambda: "")
    return opened


def test_without_a_command_the_window_opens(window, tmp_path):
    assert cli.main([]) == 0
    assert cli.main(["--lang", "en"]) == 0
    assert cli.main([str(tmp_path / "书.zbtz")]) == 0
    assert window == [(None, []), (None, []), (tmp_path / "书.zbtz", [])]


def test_without_a_display_one_sentence_says_so(window, monkeypatch, capsys):
    monkeypatch.setattr(display, "problem", lambda: "没有图形界面。")
    assert cli.main([]) == 1
    assert capsys.readouterr().err == "没有图形界面。\n"
    assert window == []


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "没有图形界面"),
        ({"DISPLAY": ":4711"}, "没有图形界面"),
        ({"DISPLAY": "unix:4711.0"}, "没有图形界面"),
        ({"DISPLAY": "localhost:4711.0"}, "没有图形界面"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ""),
        ({"QT_QPA_PLATFORM": "offscreen"}, ""),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_what_kind_of_display_there_is(environment, words, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    problem = display.problem()
    assert words in problem
    assert bool(problem) is bool(words)


def test_a_missing_library_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(display, "_answers", lambda _name: True)
    monkeypatch.setattr(display, "_missing_library", lambda: "libxcb-cursor.so.0")
    assert "libxcb-cursor.so.0" in display.problem()
    assert "apt install libxcb-cursor0" in display.problem()
