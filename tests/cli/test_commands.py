"""The commands as a secretary uses them, from a new book to a checked archive."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.cli import asking
from app.services import book as books
from app.services import minutes

BRANCH = "中共示例科技有限公司支部委员会"
# a year in which something was held and paid, whenever the tests run
YEAR = str(date.today().year if date.today().month > 3 else date.today().year - 1)


# -- new ----------------------------------------------------------------------------------------


def test_a_new_book_is_encrypted_and_alone(run, desk):
    status, said, complaint = run("new", "支部", "--branch", BRANCH)
    assert (status, complaint) == (0, "")
    assert "支部.zbtz" in said
    assert [path.name for path in desk.iterdir()] == ["支部.zbtz"]
    assert not (desk / "支部.zbtz").read_bytes().startswith(b"SQLite")


def test_without_a_password_it_warns(run, desk):
    status, _said, complaint = run("new", "支部.zbtz", "--branch", BRANCH, "--no-password")
    assert status == 0
    assert "注意" in complaint
    assert (desk / "支部.zbtz").read_bytes().startswith(b"SQLite")


def test_the_recovery_sheet_is_written_when_asked_for(run, desk):
    status, said, _complaint = run(
        "new", "支部.zbtz", "--branch", BRANCH, "--recovery-sheet", "恢复单.pdf"
    )
    assert status == 0
    assert "恢复单.pdf" in said
    assert (desk / "恢复单.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--branch", " "], "党支部名称"),
        (["--branch", BRANCH, "--password-file", "short"], "8 个字符"),
        (["--branch", BRANCH, "--password-file", "simple"], "太容易猜到"),
        (["--branch", BRANCH, "--password-file", "nowhere"], "找不到"),
        (["--branch", BRANCH, "--fonds-code", "全宗"], "全宗号"),
        (["--branch", BRANCH, "--no-password", "--recovery-sheet", "x.pdf"], "没有恢复单"),
    ],
)
def test_a_book_that_is_refused_leaves_nothing(run, desk, tmp_path, more, words):
    for name, password in (("short", "Zb-2026"), ("simple", "aaaaaaaaaaaa")):
        (tmp_path / name).write_text(password)
        more = [str(tmp_path / name) if word == name else word for word in more]
    status, _said, complaint = run("new", "支部.zbtz", *more)
    assert status == 1
    assert words in complaint
    assert list(desk.iterdir()) == []


def test_an_existing_book_is_not_made_anew(run, fresh):
    before = fresh.read_bytes()
    status, _said, complaint = run("new", "支部.zbtz", "--branch", "别的支部")
    assert (status, fresh.read_bytes()) == (1, before)
    assert "已经存在" in complaint


# -- import and members -------------------------------------------------------------------------


def test_a_roster_comes_in_once(run, fresh, sheet):
    status, said, complaint = run("import", str(fresh), str(sheet))
    assert (status, complaint) == (0, "")
    assert "新增 3，修改 0，不变 0，不能导入 0" in said
    status, said, complaint = run("import", str(fresh), str(sheet))
    assert (status, complaint) == (0, "")
    assert "新增 0，修改 0，不变 3，不能导入 0" in said
    assert "没有需要写入" in said


def test_a_trial_writes_nothing(run, fresh, sheet):
    before = fresh.read_bytes()
    status, said, _complaint = run("import", str(fresh), str(sheet), "--dry-run")
    assert status == 0
    assert "没有写入任何内容" in said
    assert fresh.read_bytes() == before


def test_a_changed_cell_is_shown_before_and_after(run, fresh, sheet):
    run("import", str(fresh), str(sheet))
    text = sheet.read_bytes().decode("gb18030").replace("139 0000 0001", "13900000009")
    sheet.write_bytes(text.replace("1985-03-12", "1985-03-13").encode("gb18030"))
    status, said, complaint = run("import", str(fresh), str(sheet))
    assert status == 1
    assert "手机号码“139****0001”改为“139****0009”" in said
    # another birth date may be another person: nobody guesses
    assert "新增 0，修改 1，不变 1，不能导入 0" in said
    assert "第 4 行 解小芳：名册里有同名的解小芳，出生日期不同。" in said
    assert "1 行拿不准是不是名册里的人，账簿没有改动" in complaint
    status, said, _complaint = run("import", str(fresh), str(sheet), "--doubtful", "new")
    assert status == 0
    assert "新增 1，修改 1，不变 1" in said
    assert "共 4 人" in run("members", str(fresh))[1]


def test_refused_rows_stop_all_of_it_unless_they_are_skipped(run, fresh, sheet):
    text = sheet.read_bytes().decode("gb18030") + "张三,男,1975-10,999901197510010012,正式,1998,\n"
    sheet.write_bytes(text.encode("gb18030"))
    status, said, complaint = run("import", str(fresh), str(sheet))
    assert status == 1
    assert "张三：第 6 行" in said
    assert "1 行不能导入，账簿没有改动" in complaint
    assert "共 0 人" in run("members", str(fresh))[1]
    assert run("import", str(fresh), str(sheet), "--dry-run")[0] == 1
    assert run("import", str(fresh), str(sheet), "--skip-refused")[0] == 0
    assert "共 3 人" in run("members", str(fresh))[1]


def test_an_import_as_json(run, fresh, sheet):
    status, said, _complaint = run("import", str(fresh), str(sheet), "--json")
    told = json.loads(said)
    assert status == 0
    assert told["written"] is True
    assert (told["new"], told["refused"], told["unmapped"]) == (3, 0, [])
    assert [row["name"] for row in told["rows"]] == ["单雄", "解小芳", "王䶮"]


def test_members_are_masked_unless_asked_for(run, practice):
    status, said, _complaint = run("members", str(practice))
    assert status == 0
    assert re.search(r"^欧阳修远 .* 书记 +999901\*{10}14 +139\*{4}0001$", said, re.MULTILINE)
    assert "共 20 人" in said
    assert "13900000001" in run("members", str(practice), "--full")[1]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--stage", "full"], 18),
        (["--stage", "former"], 2),
        (["--stage", "prospect"], 0),
        (["--stage", "all"], 24),
        (["--on", "2015-12"], 18),
        (["--on", "2023.1.1"], 20),
    ],
)
def test_who_is_listed(run, practice, arguments, count):
    told = json.loads(run("members", str(practice), "--json", *arguments)[1])
    assert len(told["members"]) == count
    assert all("*" in one["phone"] for one in told["members"])


def test_a_day_that_is_none(run, practice):
    assert run("members", str(practice), "--on", "去年")[::2] == (1, "“去年”不是日期。\n")


# -- print --------------------------------------------------------------------------------------


def test_drafts_are_not_recorded(run, practice, desk):
    before = practice.read_bytes()
    for kind in ("appraisal", "minutes", "dues"):
        status, said, _complaint = run(
            "print", str(practice), kind, "--year", YEAR, "--out", "样张", "--draft"
        )
        assert status == 0
        assert "_预览.pdf" in said
    assert practice.read_bytes() == before
    assert len(list((desk / "样张").iterdir())) == 2 + _held(practice)


def _held(path: Path) -> int:
    current = books.open_book(path)
    try:
        return len(minutes.meetings(int(YEAR)))
    finally:
        books.close(current)


def test_some_members_only(run, practice, desk):
    out = ("--year", YEAR, "--out", "打印")
    status, said, _complaint = run(
        "print", str(practice), "appraisal", *out, "--member", "王䶮", "--member", "陈静"
    )
    assert status == 0
    assert "2 人的民主评议表" in said
    status, _said, complaint = run("print", str(practice), "appraisal", *out, "--member", "王二")
    assert status == 1
    assert "没有王二" in complaint
    assert len(list((desk / "打印").iterdir())) == 1


def test_minutes_are_printed_once(run, practice, desk):
    arguments = ("print", str(practice), "minutes", "--year", YEAR, "--out", "打印")
    assert run(*arguments)[0] == 0
    printed = sorted(path.name for path in (desk / "打印").iterdir())
    assert len(printed) == _held(practice)
    assert "都已经打印过" in run(*arguments)[1]
    day = printed[0][:10]
    status, said, _complaint = run(*arguments, "--day", day)
    assert status == 0
    assert printed[0] in said
    assert run(*arguments, "--day", "1999-01-01")[0] == 1


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("dues", ["--member", "陈静"], "--member 只用于民主评议表"),
        ("appraisal", ["--day", "2026-01-01"], "--day 只用于会议记录"),
        ("minutes", ["--day", "昨天"], "不是日期"),
    ],
)
def test_options_that_do_not_belong(run, practice, kind, more, words):
    status, _said, complaint = run("print", str(practice), kind, "--out", "打印", *more)
    assert status == 1
    assert words in complaint


def test_what_is_not_ready_is_listed_for_everybody(run, fresh, sheet, desk):
    run("import", str(fresh), str(sheet))
    status, _said, complaint = run("print", str(fresh), "appraisal", "--out", "打印")
    assert status == 1
    assert re.search("^单雄：.*努力方向", complaint, re.MULTILINE)
    assert "以上 3 人的评议表还不能打印" in complaint
    assert list((desk / "打印").iterdir()) == []


# -- archive, verify, check, backup, restore ----------------------------------------------------


@pytest.fixture
def printed(run, practice: Path) -> Path:
    """The practice book with its dues register printed."""
    assert run("print", str(practice), "dues", "--year", YEAR, "--out", "打印")[0] == 0
    return practice


def test_an_archive_is_exported_and_verified(run, printed, desk):
    status, said, complaint = run("archive", str(printed), "--year", YEAR, "--out", "归档.zip")
    assert status == 0
    assert "提醒：还有 20 人的民主评议表没有打印" in complaint
    fingerprint = re.search("指纹：([0-9a-f]{64})", said)[1]
    assert (desk / "归档_回执.pdf").exists()
    status, said, complaint = run("verify", "归档.zip")
    assert (status, complaint) == (0, "")
    assert fingerprint in said
    assert "核对一致" in said
    told = json.loads(run("verify", "归档.zip", "--json")[1])
    assert (told["ok"], told["fingerprint"]) == (True, fingerprint)


def test_an_archive_with_a_password(run, printed, monkeypatch):
    monkeypatch.setenv(asking.OF_ARCHIVE, "Guidang-2026")
    arguments = ("archive", str(printed), "--year", YEAR, "--out", "归档.zip", "--encrypt")
    assert json.loads(run(*arguments, "--json")[1])["encrypted"] is True
    assert run("verify", "归档.zip")[0] == 0
    monkeypatch.setenv(asking.OF_ARCHIVE, "Guidang-2025")
    status, _said, complaint = run("verify", "归档.zip")
    assert status == 1
    assert "密码不对" in complaint


def test_a_changed_archive_is_found(run, printed, desk):
    run("archive", str(printed), "--year", YEAR, "--out", "归档.zip")
    source = desk / "归档.zip"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(desk / "改过.zip", "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith("说明.txt"):
                content = content.replace("归档材料".encode(), "归档资料".encode())
            new.writestr(info.filename, content)
    status, said, _complaint = run("verify", "改过.zip")
    assert status == 1
    assert "被改动：data/说明.txt" in said
    assert "核对不一致" in said
    assert json.loads(run("verify", "改过.zip", "--json")[1])["changed"] == ["data/说明.txt"]


def test_a_year_without_papers_has_no_archive(run, practice, desk):
    status, _said, complaint = run("archive", str(practice), "--year", YEAR, "--out", "归档.zip")
    assert status == 1
    assert "还没有打印过文件" in complaint
    assert list(desk.glob("归档*")) == []


def test_a_sound_book_passes_its_check(run, practice):
    status, said, _complaint = run("check", str(practice))
    assert status == 0
    assert "没有发现问题" in said or "错误 0 处" in said
    told = json.loads(run("check", str(practice), "--json")[1])
    assert told["ok"] is True


def test_a_contradiction_fails_the_check(run, fresh, sheet):
    text = sheet.read_bytes().decode("gb18030").replace("2003年6月20日", "1979年6月20日")
    sheet.write_bytes(text.encode("gb18030"))
    run("import", str(fresh), str(sheet))
    status, said, _complaint = run("check", str(fresh))
    assert status == 1
    assert re.search("^错误  单雄：入党日期.*早于出生日期", said, re.MULTILINE)
    findings = json.loads(run("check", str(fresh), "--json")[1])["findings"]
    assert [one["strength"] for one in findings][:1] == ["hard"]


def test_a_backup_brings_the_book_back(run, fresh, sheet, desk):
    run("import", str(fresh), str(sheet))
    status, said, _complaint = run("backup", str(fresh), "--out", "优盘")
    assert status == 0
    assert said.count(".zbtz") == 2
    (copy,) = (desk / "优盘").iterdir()
    fresh.write_bytes(b"damaged" * 1000)
    status, said, _complaint = run("restore", str(copy), str(fresh))
    assert status == 0
    assert re.search(r"人员 +— +3$", said, re.MULTILINE)
    assert "before-restore" in said
    assert "共 3 人" in run("members", str(fresh))[1]


def test_a_backup_becomes_a_book_where_there_was_none(run, fresh, desk):
    run("backup", str(fresh), "--out", "优盘")
    (copy,) = (desk / "优盘").iterdir()
    assert run("restore", str(copy), "新电脑.zbtz")[0] == 0
    assert run("members", "新电脑.zbtz")[0] == 0


def test_two_meetings_of_a_kind_on_one_day_have_two_files(run, practice, desk):
    current = books.open_book(practice)
    attendees = tuple(minutes.expected(date(2025, 5, 6), "group"))
    for start in ("09:00", "14:00"):
        minutes.save(
            minutes.MeetingFacts(
                kind="group", day="2025-05-06", start=start, place="车间", chair="陈静",
                recorder="单雄", text="学习。", attendees=attendees,
            )
        )  # fmt: skip
    books.close(current)
    out = ("--out", "打印", "--day", "2025-05-06")
    assert run("print", str(practice), "minutes", *out)[0] == 0
    names = sorted(path.name for path in (desk / "打印").iterdir())
    assert names == ["2025-05-06_党小组会记录_1.pdf", "2025-05-06_党小组会记录_2.pdf"]
