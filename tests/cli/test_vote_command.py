"""``vote``: numbers in, a verdict with its numbers and sources out."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app.services import book as books
from app.services import branch

DAY = ("--on", "2026-11-22")


@pytest.mark.parametrize(
    ("line", "status", "valid", "passed", "needed"),
    [
        ("--kind ordinary --should 12 --present 10 --yes 9", 0, True, True, (6, 7)),
        ("--kind ordinary --should 12 --present 10 --yes 6", 1, True, False, (6, 7)),
        ("--kind ordinary --should 12 --present 5 --yes 5", 1, False, False, (6, 7)),
        ("--kind ordinary --should 12 --present 10 --yes 9 --no 1 --abstain 0", 0, True, True, (6, 7)),
        ("--kind ordinary --should 12 --present 10 --yes 9 --no 2", 1, False, False, (6, 7)),
        ("--kind recruiting --should 10 --present 5 --yes 5", 1, False, False, (6, 6)),
        ("--kind recruiting --should 12 --present 10 --yes 6 --written-yes 1", 0, True, True, (7, 7)),
        (
            "--kind recruiting --should 12 --present 10 --yes 8 --no 1 --invalid 1"
            " --ballots-issued 10 --ballots-returned 10 --secret",
            0, True, True, (7, 7),
        ),
        ("--kind recruiting --should 12 --present 10 --yes 9 --show-of-hands", 1, False, False, (7, 7)),
        ("--kind conversion --should 12 --present 7 --yes 7", 0, True, True, (7, 7)),
        ("--kind election --should 10 --present 8 --yes 5", 0, True, True, (8, 5)),
        ("--kind election --should 10 --present 8 --yes 4", 1, True, False, (8, 5)),
        ("--kind election --should 10 --present 7 --yes 7", 1, False, False, (8, 4)),
        ("--kind election --should 10 --present 8 --yes 5 --ballots-returned 9", 1, False, False, (8, 5)),
        ("--kind secretary --should 5 --present 4 --yes 3", 0, True, True, (4, 3)),
        ("--kind removal --should 9 --present 5 --yes 5", 0, True, True, (5, 5)),
        ("--kind ordinary --should 12 --present 10 --yes -1", 1, False, False, (6, 7)),
        ("--kind ordinary --should 0 --present 0 --yes 0", 1, False, False, (0, 1)),
    ],
)  # fmt: skip
def test_the_numbers_of_a_verdict(*, run, line, status, valid, passed, needed):
    got, said, complaint = run("vote", *line.split(), *DAY, "--json")
    told = json.loads(said)
    assert (got, complaint) == (status, "")
    assert (told["valid"], told["passed"]) == (valid, passed)
    assert (told["needed_present"], told["needed_yes"]) == needed
    assert told["margin"] == told["yes"] - told["needed_yes"]
    assert told["on"] == "2026-11-22"
    assert all(one["cite"].startswith("《") and one["text"] for one in told["citations"])
    assert valid is not any(one["strength"] == "hard" for one in told["findings"])


CANDIDATES = ("--candidate", "张三=8", "--candidate", "李四=8,1,1", "--candidate", "王五=7")
ELECTION = ("vote", "--kind", "election", "--should", "12", "--present", "10", "--seats", "3")


@pytest.mark.parametrize(
    ("last", "status", "elected", "tied", "open_seats"),
    [
        (("--candidate", "赵六=6"), 0, ["张三", "李四", "王五"], [], 0),
        (("--candidate", "赵六=7"), 1, ["张三", "李四"], ["王五", "赵六"], 1),
        (("--candidate", "赵六=2", "--write-in", "钱七=4"), 0, ["张三", "李四", "王五"], [], 0),
        # a name that was written in is no candidate: three for three seats are too few
        (("--write-in", "赵六=6"), 1, [], [], 3),
    ],
)
def test_an_election(*, run, last, status, elected, tied, open_seats):
    got, said, _complaint = run(*ELECTION, *CANDIDATES, *last, *DAY, "--json")
    told = json.loads(said)
    assert got == status
    assert (told["elected"], told["tied"], told["open_seats"]) == (elected, tied, open_seats)


def test_the_verdict_for_a_reader(run):
    line = "--kind recruiting --should 12 --present 10 --yes 9 --written-yes 1".split()
    status, said, complaint = run("vote", *line, *DAY)
    assert (status, complaint) == (0, "")
    first, sentence, source, *rest = said.splitlines()
    assert first == "接收预备党员，2026年11月22日：通过"
    assert sentence == "（应到有表决权 12，实到 10，赞成 10（其中书面 1），过半数应为 7：通过）"
    assert source == "依据："
    assert rest[0].startswith("  《中国共产党发展党员工作细则》（2026年修订）第十九条  ")


def test_what_is_missing_is_said(run):
    status, said, _complaint = run(
        "vote", "--kind", "election", "--should", "12", "--present", "9", "--yes", "9", *DAY
    )
    assert status == 1
    assert "选举支部委员，2026年11月22日：无效" in said
    assert (
        "错误  应到 12 人，至少要到 10 人，实到 9 人，还差 1 人。（《中国共产党基层组织选举工作条例》）"
        in said
    )


def test_the_day_decides_which_rules_hold(run):
    line = "--kind election --should 10 --present 8 --yes 8 --json --on".split()
    assert run("vote", *line, "2020-07-12")[0] == 1
    assert run("vote", *line, "2020-07-13")[0] == 0
    status, said, complaint = run("vote", *line, "1990-06-26")
    assert (status, said) == (1, "")
    assert complaint == "没有登记 1990年6月26日的表决规则，不能计算。\n"


def test_today_without_a_day(run):
    before = date.today().isoformat()
    status, said, _complaint = run(
        "vote", "--kind", "ordinary", "--should", "3", "--present", "3", "--yes", "2", "--json"
    )
    assert status == 0
    assert before <= json.loads(said)["on"] <= date.today().isoformat()


def test_a_book_brings_the_decisions_of_its_branch(run, fresh):
    line = "--kind election --should 12 --present 10 --yes 6 --json".split()
    assert run("vote", *line, *DAY)[0] == 0
    assert run("vote", str(fresh), *line, *DAY)[0] == 0
    current = books.open_book(fresh, "三月的雨 and 4 more")
    try:
        branch.decide("votes.election_majority", ">should/2", "2026-11-01")
    finally:
        books.close(current)
    before = fresh.read_bytes()
    status, said, _complaint = run("vote", str(fresh), *line, *DAY)
    told = json.loads(said)
    assert (status, told["needed_yes"], told["base"], told["base_count"]) == (1, 7, "should", 12)
    assert "本支部决定" in {one["cite"] for one in told["citations"]}
    assert fresh.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "缺少 --kind、--should、--present。"),
        ("--kind ordinary --should 12 --present ten --yes 9", "--present 不能是“ten”。"),
        ("--kind ordinary --should 12 --present 1e1 --yes 9", "--present 不能是“1e1”。"),
        ("--kind ordinary --should 9999999 --present 1 --yes 1", "--should 不能是“9999999”。"),
        ("--kind ordinary --should １２ --present 1 --yes 1", "--should 不能是“１２”。"),
        ("--kind law --should 12 --present 10 --yes 9", "--kind 没有“law”，可以写 ordinary、"),
        ("--kind ordinary --should 12 --present 10 --yes 9 --on soon", "--on 不能是“soon”。"),
        ("--kind election --should 12 --present 10 --candidate 张三", "--candidate 不能是“张三”。"),
        ("--kind election --should 12 --present 10 --candidate 张三=5,2", "--candidate 不能是“张三=5,2”。"),
        ("--kind election --should 12 --present 10 --candidate =5", "--candidate 不能是“=5”。"),
        (
            "--kind election --should 12 --present 10 --yes 9 --secret --show-of-hands",
            "--show-of-hands 和 --secret 不能同时用。",
        ),
    ],
)  # fmt: skip
def test_wrong_use(run, line, sentence):
    status, said, complaint = run("vote", *line.split())
    assert (status, said) == (2, "")
    assert complaint.splitlines()[-1].startswith(sentence)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--kind ordinary --should 12 --present 10", "--yes"),
        ("--kind ordinary --should 12 --present 10 --yes 9 --seats 3", "只有选举才有候选人和名额"),
        ("--kind recruiting --should 12 --present 10 --candidate 张三=9", "只有选举才有候选人和名额"),
        ("--kind election --should 12 --present 10 --yes 9 --seats 1 --candidate 张三=9", "不要再写 --yes"),
        ("none.zbtz --kind ordinary --should 12 --present 10 --yes 9", "none.zbtz"),
    ],
)  # fmt: skip
def test_what_does_not_go_together(run, line, words, one_sentence):
    status, said, complaint = run("vote", *line.split())
    assert (status, said) == (1, "")
    assert words in one_sentence(complaint)


def test_seats_without_candidates_are_a_finding(run):
    line = "--kind election --should 12 --present 10 --yes 9 --seats 3 --json"
    status, said, _complaint = run("vote", *line.split(), *DAY)
    assert status == 1
    assert [one["field"] for one in json.loads(said)["findings"]] == ["candidates"]
