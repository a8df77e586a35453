"""What has to be fast, as ratios within one run: machines differ, ratios hardly do.

Every measurement runs in a process of its own, several times in turn with what it is compared
to; the median is told, and the peak of memory beside it. ``make bench`` prints the table and
ends with 1 when a ratio is above its limit.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import bench_crowd
import bench_import

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5

_HEAD = f"""
import json, os, resource, sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
folder = Path(sys.argv[1])
def done(seconds):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([seconds, max(peak, child) / 1024]))
"""

# -- the window: from the interpreter's start until it has painted itself and is idle ---------------

# Two rounds of the event loop: the first paints, the second finds nothing left to do. The loop is
# left without closing the windows: that would close the book, too.
_IDLE = """
def until_idle(app):
    from PySide6.QtCore import QTimer
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: app.exit(0)))
    loop()
    app.processEvents()
    return time.time() - float(sys.argv[2])
"""
_BARE_WINDOW = (
    _IDLE
    + """
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget
loop = QApplication.exec
app = QApplication(["bare"])
window, tabs = QMainWindow(), QTabWidget()
for number in range(6):
    tabs.addTab(QWidget(), str(number))
window.setCentralWidget(tabs)
window.resize(1280, 720)
window.show()
done(until_idle(app))
sys.stdout.flush()
os._exit(0)
"""
)
# The program itself, begun as its user does, up to its event loop. Only a window that can be used
# counts: with its start page, the numbers in its head and what its foot knows of the copies.
_OUR_WINDOW = (
    _IDLE
    + """
import importlib, re
load, seconds = importlib.import_module, []
def load_and_watch(name):
    global loop
    module = load(name)
    if name == "app.ui.main":
        from PySide6.QtWidgets import QApplication
        loop = QApplication.exec
        QApplication.exec = lambda app: seconds.append(until_idle(app)) or 0
    return module
importlib.import_module = load_and_watch
{unlock}
from app import cli
assert cli.main([str(folder / "{name}")]) == 0
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
(window,) = [one for one in QApplication.topLevelWidgets() if hasattr(one, "tab_of")]
seen = [
    one.text()
    for kind in (QLabel, QAbstractButton)
    for one in window.findChildren(kind)
    if not one.visibleRegion().isEmpty()
]
for words in {words}:
    assert any(re.match(words, one) for one in seen), (words, seen)
done(seconds[0])
sys.stdout.flush()
os._exit(0)
"""
)
_HEAD_AND_FOOT = [r"待办 \d+", r"可以签字 \d+", "上次备份"]
_PRACTICE_PAGE = [*_HEAD_AND_FOOT, "已经逾期", "近期要办", "等待签字", r"\d+ / \d+"]
_EMPTY_PAGE = [*_HEAD_AND_FOOT, "去党员名册"]
# Somebody types the password in no time; what remains is the derivation, as in the dialog's job.
_UNLOCK = """
class UnlockDialog:
    by_recovery = False
    def __init__(self, parent, path):
        self.path = path
    def exec(self):
        from app.services.keys import right_key
        self.key = right_key(self.path, "a long password")
        return 1
    def deleteLater(self):
        pass
import types
sys.modules["app.ui.unlock"] = types.SimpleNamespace(UnlockDialog=UnlockDialog)
"""
# -- paper: 1,000 forms of one A4 page -----------------------------------------------------------------

# real sentences: how many different characters there are decides how often a plain canvas changes
# its font, which is most of its time
_TEXT = f"""
import tomllib
texts = tomllib.loads((Path({str(ROOT)!r}) / "resources/demo/appraisals.toml").read_text("utf-8"))
def flat(value):
    if isinstance(value, str):
        return value
    return "".join(flat(one) for one in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()))
text = flat(texts)
def piece(number):
    start = number * 37 % (len(text) - 400)
    return text[start : start + 400]
"""
# The fastest way known: the grid once, a Type 0 font, lines cut beforehand without looking at
# them, no code, no fitting of sizes.
_FASTEST_PAPER = f"""{_TEXT}
import io
from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen import canvas
from app.forms import fonts
start = time.process_time()
rl_config.useA85 = 0
font = fonts.face(fonts.SONG).first.fontName
out = canvas.Canvas(io.BytesIO(), pagesize=(210 * mm, 297 * mm), pageCompression=1)
out.beginForm("grid")
for y in (250, 240, 230, 220, 170, 125, 90, 80, 55, 27):
    out.line(28 * mm, y * mm, 188 * mm, y * mm)
for x in (28, 50, 82, 104, 128, 154, 188):
    out.line(x * mm, 27 * mm, x * mm, 250 * mm)
out.endForm()
for number in range(1000):
    out.doForm("grid")
    out.setFont(font, 12)
    written = piece(number)
    for row in range(0, len(written), 32):
        out.drawString(52 * mm, (212 - row / 4) * mm, written[row : row + 32])
    out.showPage()
out.save()
done(time.process_time() - start)
"""
_OUR_PAPER = f"""{_TEXT}
from app.forms import appraisal
from app.services.statements import AppraisalStatement, Imprint
start = time.process_time()
imprint = Imprint("中共晨光精密科技有限公司支部委员会", "支部台账")
appraisal.draw(
    (
        AppraisalStatement(
            imprint, 2026, "解小芳", "女", "1990.02", "2015.12.01", "2016.12.01", "无",
            imprint.branch, "会计", piece(number)[:180], piece(number)[180:300], piece(number)[300:],
            codes=(f"ZBTZ1/{{number:06d}}/1",),
        )
        for number in range(1000)
    ),
    copies=(1,),
)
done(time.process_time() - start)
"""

# -- import: 10,000 rows ---------------------------------------------------------------------------------

_READ_ROWS = """
start = time.perf_counter()
import python_calamine
rows = python_calamine.load_workbook(str(folder / "roster.xlsx")).get_sheet_by_index(0).to_python()
assert len(rows) == 10001
done(time.perf_counter() - start)
"""
_IMPORT_ROWS = """
from app.services import book, branch, roster_import
from app.services.jobs import run
path = folder / f"import-{os.getpid()}.zbtz"
current = book.create(path, branch.BranchFacts("测速支部"))
start = time.perf_counter()
plan = run(roster_import.read(folder / "roster.xlsx"))
counts = run(roster_import.apply(current, plan))
seconds = time.perf_counter() - start
assert counts["new"] == 10000, counts
done(seconds)
"""


@dataclass(frozen=True)
class Case:
    """What is measured, against what, and how many times as long it may take."""

    title: str
    ours: str
    other: str
    limit: float
    against: str


CASES = (
    Case(
        "window with the practice book",
        _OUR_WINDOW.format(unlock="", name="practice.zbtz", words=_PRACTICE_PAGE),
        _BARE_WINDOW,
        1.6,
        "bare window, six empty tabs",
    ),
    Case(
        "window with a password",
        _OUR_WINDOW.format(unlock=_UNLOCK, name="secret.zbtz", words=_EMPTY_PAGE),
        _BARE_WINDOW,
        2.5,
        "bare window, six empty tabs",
    ),
    Case("1,000 appraisal forms", _OUR_PAPER, _FASTEST_PAPER, 1.5, "the fastest way to draw them"),
    Case("import of 10,000 rows", _IMPORT_ROWS, _READ_ROWS, 3.0, "python-calamine reading them"),
    Case(
        f"first rows of {bench_crowd.PEOPLE:,} people",
        bench_crowd.OUR_ROWS,
        bench_crowd.BARE_ROWS,
        1.5,
        "bare SQL for the same rows",
    ),
)


def prepare(folder: Path) -> None:
    """Make the books and the sheet that the measurements use."""
    code = """
from datetime import date
import random
from app.services import book, branch, demo
from stdnum.cn.ric import calc_check_digit
import xlsxwriter
book.close(demo.create(folder / "practice.zbtz", date.today()))
book.close(book.create(folder / "secret.zbtz", branch.BranchFacts("测速支部"), "a long password"))
chance = random.Random(7)
sheet_book = xlsxwriter.Workbook(str(folder / "roster.xlsx"))
sheet = sheet_book.add_worksheet()
heads = ["序号", "姓名", "性别", "公民身份号码", "民族", "出生日期", "学历", "人员类别", "入党日期", "转正日期", "工作岗位", "手机号码", "家庭住址"]
for column, head in enumerate(heads):
    sheet.write_string(0, column, head)
for row in range(1, 10001):
    birth = date(1960 + row % 40, 1 + row % 12, 1 + row % 28)
    body = f"999901{birth:%Y%m%d}{row % 1000:03d}"
    name = "王李张刘陈杨黄赵周吴"[row % 10] + chance.choice("国建志海春晓文明") + chance.choice("强敏芳军杰丽平涛")
    cells = [str(row), name, "男" if row % 1000 % 2 else "女", body + calc_check_digit(body + "0"), "汉族",
             f"{birth:%Y.%m.%d}", "大学本科", "正式党员", "2010年7月1日", "2011.7.1", "技术员", f"1390{row:07d}", f"青溪街道{row}号"]
    for column, cell in enumerate(cells):
        sheet.write_string(row, column, cell)
sheet_book.close()
done(0)
"""
    measure(code, folder)


def measure(code: str, folder: Path) -> tuple[float, float]:
    """Run a piece of code in a process of its own; its seconds and its peak of memory in MB."""
    seconds, megabytes = json.loads(printed(code, folder)[-1])
    return seconds, megabytes


def printed(code: str, folder: Path) -> list[str]:
    """Run a piece of code in a process of its own; the lines that it prints."""
    import time

    environment = {
        **os.environ,
        "BRANCH_LEDGER_HOME": str(folder / "home"),
        # an installed program has been compiled; here the first run of a case does that
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    answer = subprocess.run(
        [sys.executable, "-c", _HEAD + code, str(folder), str(time.time())],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise SystemExit(answer.stderr)
    return answer.stdout.splitlines()


def search_keys(folder: Path) -> None:
    """Print how long each key in the search box works, beside the bare SQL for the same people."""
    for what, code in (
        ("the list's numbers", bench_crowd.SEARCH),
        ("until the page is painted", bench_crowd.PAGE),
    ):
        keys, (_seconds, megabytes) = map(json.loads, printed(code, folder)[-2:])
        print(
            f"note keys in the search box, {what}: milliseconds of work among "
            f"{bench_crowd.PEOPLE:,} people ({megabytes:.0f} MB; the mark is {bench_crowd.MARK}):"
        )
        for text, found, ours, bare in keys:
            over = "  over the mark" if ours > bench_crowd.MARK else ""
            print(f"     {text}: {ours:.0f}, bare SQL {bare:.0f} ({found:,} people){over}")


def district_import(folder: Path) -> None:
    """Print how long each phase of the import of a district's sheet takes."""
    measure(bench_import.MAKE, folder)
    phases, (_seconds, megabytes) = map(json.loads, printed(bench_import.PHASES, folder))
    read, compare, write, again = phases
    print(
        f"note import of {bench_import.ROWS:,} rows: read {read:.1f} s, compare {compare:.1f} s, "
        f"write {write:.1f} s; the same sheet again: compare {again:.1f} s; {megabytes:.0f} MB"
    )


def main() -> int:
    """Measure everything; 1 when something is slower than it may be."""
    slow = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        seconds, megabytes = measure(bench_crowd.MAKE, folder)
        print(
            f"note to work out how {bench_crowd.PEOPLE:,} people stand, once after they came: "
            f"{seconds:.1f} s, {megabytes:.0f} MB"
        )
        for case in CASES:
            ours, other = [], []
            for _round in range(ROUNDS + 1):
                other.append(measure(case.other, folder))
                ours.append(measure(case.ours, folder))
            del ours[0], other[0]
            mine, theirs = (statistics.median(one[0] for one in runs) for runs in (ours, other))
            ratio = mine / theirs
            slow += ratio > case.limit
            print(
                f"{'ok  ' if ratio <= case.limit else 'SLOW'} {case.title}: {ratio:.2f} × "
                f"{case.against} (at most {case.limit}); {mine:.2f} s and "
                f"{max(one[1] for one in ours):.0f} MB against {theirs:.2f} s and "
                f"{max(one[1] for one in other):.0f} MB"
            )
        search_keys(folder)
        district_import(folder)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
