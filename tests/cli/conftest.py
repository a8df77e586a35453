"""What the tests of the command line share: a desk, commands to give, books and a roster."""

from __future__ import annotations

import hashlib
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app import cli, i18n, log
from app.cli import asking
from app.models.base import key_expression
from app.services import book as books
from app.services import copies, demo, passwords

PASSWORD = "三月的雨 and 4 more"
BRANCH = "中共示例科技有限公司支部委员会"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap_keys: None) -> Iterator[Path]:
    """The folder that the commands are given in, with the book's password in the environment."""
    folder = tmp_path / "书 桌"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv(asking.OF_BOOK, PASSWORD)
    monkeypatch.delenv(asking.OF_ARCHIVE, raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    before = signal.getsignal(signal.SIGTERM)
    yield folder
    signal.signal(signal.SIGTERM, before)
    i18n.set_language("zh_CN")
    for handler in log._log.handlers:
        handler.close()
    log._log.handlers[:] = []


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a command; gives back its status, output and complaints."""

    def give(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return give


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice book, closed."""
    folder = tmp_path_factory.mktemp("practice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRANCH_LEDGER_HOME", str(folder / "home"))
        path = folder / demo.FILE_NAME
        today = date.today()
        # a year in which something was held and paid, whenever the tests run
        day = today if today.month > 3 else date(today.year - 1, 12, 31)
        books.close(demo.create(path, day))
    return path


@pytest.fixture
def practice(made: Path, desk: Path) -> Path:
    """A copy of it on the desk."""
    return Path(shutil.copy(made, desk / "练习.zbtz"))


ROSTER = """\
{branch}党员花名册,,,,,,
姓 名,性别,出生年月,身份证号,党员类别,入党时间,联系电话
单雄,男,1980.5,,正式,2003年6月20日,139 0000 0001
解小芳,女,1985-03-12,,正式党员,2009.11,
王䶮,男,1990/1/2,,预备,2025.12.10,=cmd|' /C calc'!A0
"""


@pytest.fixture
def fresh(run: Run, desk: Path) -> Path:
    """A new, encrypted book without people."""
    assert run("new", "支部.zbtz", "--branch", BRANCH, "--secretary", "单雄")[0] == 0
    return desk / "支部.zbtz"


@pytest.fixture
def sheet(desk: Path) -> Path:
    """A roster as a secretary keeps it."""
    path = desk / "名册.csv"
    path.write_bytes(ROSTER.format(branch=BRANCH).encode("gb18030"))
    return path


class Table:
    """The desk with all that lies on it, for tests that watch what a fault leaves behind."""

    def __init__(self, desk: Path, run: Run, aside: Path) -> None:
        self.desk, self.run, self._aside = desk, run, aside

    def files(self, folder: Path | None = None) -> list[str]:
        """Every file of a folder and below, hidden ones too."""
        top = folder or self.desk
        return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())

    def content(self, book: Path, password: str = PASSWORD) -> str:
        """A digest of what stands in a book, whatever its bytes; a copy is asked, not the book."""
        self._aside.mkdir(exist_ok=True)
        copy = Path(shutil.copy(book, self._aside))
        for ending in copies.SIDE_FILES[:2]:
            Path(f"{copy}{ending}").unlink(missing_ok=True)
            if Path(f"{book}{ending}").exists():
                shutil.copy(f"{book}{ending}", f"{copy}{ending}")
        total = hashlib.sha256()
        key = key_expression(passwords.key_of(copy, password))
        with copies.opened(copy, key, "mode=rw") as connection:
            for table in copies.column(
                connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
            ):
                total.update(table.encode())
                for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
                    total.update(repr(row).encode())
        return total.hexdigest()

    def state(self, book: Path) -> tuple[str, list[str]]:
        """What stands in a book, and what lies on the desk."""
        return self.content(book), self.files()


@pytest.fixture
def table(desk: Path, run: Run, tmp_path: Path) -> Table:
    """The desk, the command line and a look at what is there."""
    return Table(desk, run, tmp_path / "aside")


def one_sentence(complaint: str) -> str:
    """The complaint, after making sure that it is one line for a person."""
    assert complaint.count("\n") == 1, complaint
    assert complaint.rstrip().endswith(("。", "）")), complaint
    for word in ("Traceback", "Error", "程序出错了", "sqlite", "None"):
        assert word not in complaint
    return complaint.strip()


@pytest.fixture(name="one_sentence")
def fixture_one_sentence() -> Callable[[str], str]:
    """The check above, for tests in other modules."""
    return one_sentence
