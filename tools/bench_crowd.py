"""The roster of a whole district, 200,000 people: the list's first rows, and every key of a search.

Pieces of code for ``tools/bench.py``, which gives them ``folder`` and ``done``.
"""

from __future__ import annotations

PEOPLE = 200_000
#: What a key in the search box may take, in milliseconds of work.
MARK = 100

#: Makes the book; its seconds are those of working out how everybody stands.
MAKE = f"""
import random
from datetime import date
from app.models.bulk import insert_rows, noted_together
from app.models.roster import Fact, Member, Post
from app.services import book, branch, people, standing
from app.services.journal import action
chance = random.Random(7)
surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余"
often = [len(surnames) - place for place in range(len(surnames))]
given = "国建志海春晓文明强敏芳军杰丽平涛伟秀英娟静磊洋勇艳霞刚桂兰玉华红飞鹏辉燕玲婷雪梅浩宇轩子涵欣怡博"
current = book.create(folder / "crowd.zbtz", branch.BranchFacts("测速支部"), "a long password")
members, facts, posts = [], [], []
for number, surname in enumerate(chance.choices(surnames, often, k={PEOPLE}), 1):
    name = surname + "".join(chance.choices(given, k=2 if number % 5 else 1))
    keys = people.name_keys(name)
    year, rest = 1950 + number % 50, f"-{{1 + number % 12:02d}}-{{1 + number % 28:02d}}"
    body = f"999901{{year}}{{rest.replace('-', '')}}{{number % 1000:03d}}"
    # too many for one region: the rest of the number is in the region's place
    body = f"99{{number // 1000:04d}}{{body[6:]}}"
    members.append((number, name, keys.full, keys.initials, body + people.check_digit(body),
                    f"{{year}}{{rest}}", "男" if number % 2 else "女", "汉族", "大学本科", "技术员",
                    f"1{{chance.randrange(30, 99)}}{{chance.randrange(10 ** 8):08d}}", f"青溪街道{{number}}号"))
    kind = number % 20
    if kind < 2:
        facts.append((number, "applied", "2024-05-01"))
        continue
    facts += [(number, "admitted", f"{{year + 20 + number % 9}}-07-01"), (number, "confirmed", f"{{year + 21 + number % 9}}-07-01")]
    if kind == 2:
        facts.append((number, "transferred_out", "2020-03"))
    if kind == 3:
        posts.append((number, chance.choice(("书记", "副书记", "组织委员", "组长")), "2021-01-15"))
    if number % 60 == 4:
        facts.append((number, "mobile_out", "2023-03"))
columns = ("id", "name", "pinyin", "initials", "id_number", "birth_day", "sex", "ethnic", "education", "job", "phone", "address")
with action("x"), noted_together(Member, Fact, Post):
    insert_rows(Member, columns, members)
    insert_rows(Fact, ("member_id", "kind", "day"), facts)
    insert_rows(Post, ("member_id", "title", "since"), posts)
start = time.perf_counter()
standing.refresh(date.today())
seconds = time.perf_counter() - start
current.changes_at_open = sys.maxsize  # no copy of it is wanted
book.close(current)
done(seconds)
"""

_OPEN = """
from array import array
from app.models.base import database
from app.services import book
book.open_book(folder / "crowd.zbtz", "a long password")
connection = database.connection()
"""

#: The numbers of all members in the roster's order, and all that is known of the first 50.
OUR_ROWS = (
    _OPEN
    + """
from app.services import roster_list
start = time.perf_counter()
ids = roster_list.ids(roster_list.Query())
page = roster_list.people(ids[:50])
seconds = time.perf_counter() - start
assert len(ids) > 150_000 and len(page) == 50
done(seconds)
"""
)
BARE_ROWS = (
    _OPEN
    + """
start = time.perf_counter()
ids = [number for (number,) in connection.execute(
    "SELECT id FROM standing WHERE stage IN ('full', 'probationary') "
    "ORDER BY post_rank, admitted, pinyin, id").fetchall()]
page = ", ".join(map(str, ids[:50]))
rows = connection.execute(f"SELECT * FROM member WHERE id IN ({page})").fetchall()
for table in ("fact", "post"):
    connection.execute(f"SELECT * FROM {table} WHERE member_id IN ({page}) ORDER BY id").fetchall()
seconds = time.perf_counter() - start
assert len(ids) > 150_000 and len(rows) == 50
done(seconds)
"""
)

#: What is typed, and the same in bare SQL.
KEYS = (
    ("张", "instr(name, '张')"),
    ("张伟", "instr(name, '张伟')"),
    ("z", "pinyin LIKE 'z%'"),
    ("zh", "pinyin LIKE 'zh%' OR initials LIKE 'zh%'"),
    ("zhangw", "pinyin LIKE 'zhang w%' OR pinyin LIKE 'zhang g% w%'"),
    ("wanggq", "pinyin LIKE 'wang g% q%'"),
    ("1985", "instr(id_number, '1985') OR instr(phone, '1985')"),
    ("138123", "instr(id_number, '138123') OR instr(phone, '138123')"),
)
_WORK = """
import statistics
def work(what):
    times = []
    for _round in range(6):
        start = time.process_time()
        found = what()
        times.append(time.process_time() - start)
    return found, statistics.median(times[1:]) * 1000
def bare(asked):
    sql = f"SELECT id FROM standing WHERE {asked} ORDER BY +pinyin, id"
    found, took = work(lambda: connection.execute(sql).fetchall())
    return len(found), took
"""
#: Milliseconds of work by key: people found, the list's numbers, the same by bare SQL.
SEARCH = (
    _OPEN
    + _WORK
    + f"""
from app.services import roster_list
roster_list.prepare()
told = []
for text, asked in {KEYS!r}:
    query = roster_list.Query("all", text, order="pinyin")
    found, ours = work(lambda: len(roster_list.ids(query)))
    same, theirs = bare(asked)
    assert found == same, (text, found, same)
    told.append([text, found, ours, theirs])
print(json.dumps(told))
done(0)
"""
)
#: The same of the page: from what was typed until its rows are painted.
PAGE = f"""
from datetime import date
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.models.base import database
from app.services import book
from app.settings import Settings
from app.ui import theme
from app.ui.book_session import make_session
from app.ui.tabs import TABS
from app.ui.window import Commands, MainWindow
theme.apply_font(app)
theme.apply(app, "light")
opened = book.open_book(folder / "crowd.zbtz", "a long password")
connection = database.connection()
window = MainWindow(make_session(opened, Settings(), date.today()), Commands(), TABS)
window.resize(1366, 768)
window.show()
window.go("roster")
QTest.qWait(1500)
pane = window.tab().page().pane
{_WORK}
def type_it(text):
    pane.sought.emit(text)
    pane.table.viewport().repaint()
    return pane.table.rows.rowCount()
told = []
for text, asked in {KEYS!r}:
    times = []
    for _round in range(6):
        # the same text again would not be sought
        type_it("q")
        start = time.process_time()
        found = type_it(text)
        times.append(time.process_time() - start)
    same, theirs = bare(asked)
    assert found == same, (text, found, same)
    told.append([text, found, statistics.median(times[1:]) * 1000, theirs])
print(json.dumps(told))
done(0)
sys.stdout.flush()
os._exit(0)
"""
