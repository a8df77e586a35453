"""The rule book: loading, days, the branch's own values, and what is shipped."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from app.rules.archive import KINDS, PERIODS
from app.rules.book import Band, Cite, NoRule, RuleBook
from app.rules.documents import KINDS as PAPERS
from app.rules.minutes import REQUIRED, frequency
from app.rules.values import STRENGTHS

DOCUMENTS = """
[OLD]
name = "《旧规定》"
number = "甲发〔2001〕1号"
[NEW]
name = "《新规定》"
"""
GOOD = """
[age]
title = "年龄"
strength = "hard"
[[age.values]]
since = 2001-02-03
until = 2010-12-31
value = 18
text = "年满十八岁。"
cite = { document = "OLD", article = "第五条" }
[[age.values]]
since = 2011-01-01
value = 19
text = "年满十九岁。"
cite = { document = "NEW", article = "第六条" }

[share]
title = "比例"
strength = "local"
settable = true
minimum = 0
maximum = 1
[[share.values]]
since = 2001-01-01
value = 0.5
text = "一半。"
cite = { document = "NEW" }

[mode]
title = "方式"
strength = "general"
settable = true
choices = ["a", "b"]
[[mode.values]]
since = 2001-01-01
value = "a"
text = "用甲方式。"
cite = { document = "NEW" }

[day]
title = "日期"
strength = "local"
settable = true
pattern = "[0-9]{2}-[0-9]{2}"
[[day.values]]
since = 2001-01-01
value = "01-31"
text = "一月底。"
cite = { document = "NEW" }

[scale]
title = "档"
strength = "hard"
[[scale.values]]
since = 2001-01-01
bands = [{ up_to = 3000, rate = 0.005 }, { rate = 0.02 }]
text = "两档。"
cite = { document = "NEW", article = "第二条" }

["kept.roster"]
title = "期限"
strength = "local"
[["kept.roster".values]]
since = 2001-01-01
value = ["甲", "乙"]
text = "甲乙。"
cite = { document = "NEW" }
"""


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "documents.toml").write_text(DOCUMENTS, encoding="utf-8")
    (tmp_path / "sample.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def sample(tmp_path: Path) -> RuleBook:
    return RuleBook.load(_folder(tmp_path, GOOD))


@pytest.mark.parametrize(
    ("day", "value", "text"),
    [
        (date(2001, 2, 3), 18, "《旧规定》（甲发〔2001〕1号）第五条"),
        (date(2010, 12, 31), 18, "《旧规定》（甲发〔2001〕1号）第五条"),
        (date(2011, 1, 1), 19, "《新规定》第六条"),
        (date(2199, 12, 31), 19, "《新规定》第六条"),
    ],
)
def test_the_value_of_a_day(sample: RuleBook, day: date, value: int, text: str) -> None:
    ruled = sample.at("sample.age", day)
    assert (ruled.value, ruled.cite.text, ruled.strength) == (value, text, "hard")
    assert ruled.cite.title == "年龄"
    assert ruled.key == "sample.age"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("sample.age", date(2001, 2, 2)),
        ("sample.nothing", date(2011, 1, 1)),
        ("nothing.age", date(2011, 1, 1)),
    ],
)
def test_nothing_in_force(sample: RuleBook, key: str, day: date) -> None:
    with pytest.raises(NoRule):
        sample.at(key, day)
    assert issubclass(NoRule, KeyError)


def test_kinds_of_values(sample: RuleBook) -> None:
    day = date(2020, 1, 1)
    assert sample.at("sample.share", day).value == Decimal("0.5")
    assert sample.at("sample.scale", day).value == (
        Band(Decimal(3000), Decimal("0.005")),
        Band(None, Decimal("0.02")),
    )
    assert sample.at("sample.kept.roster", day).value == ("甲", "乙")
    assert [rule.key for rule in sample.settable] == ["sample.share", "sample.mode", "sample.day"]


@pytest.mark.parametrize(
    ("key", "given", "value"),
    [
        ("sample.share", "0.25", Decimal("0.25")),
        ("sample.share", 1, Decimal(1)),
        ("sample.share", Decimal("0.1"), Decimal("0.1")),
        ("sample.mode", "b", "b"),
        ("sample.day", "03-15", "03-15"),
    ],
)
def test_the_branch_decides(sample: RuleBook, key: str, given: object, value: object) -> None:
    own = sample.with_branch({key: given})
    ruled = own.at(key, date(2020, 1, 1))
    assert ruled.value == value
    assert ruled.cite.text == "本支部决定"
    assert ruled.strength == sample.at(key, date(2020, 1, 1)).strength
    assert str(value) in ruled.text
    # the national book stays what it is, and so do the other keys and the days without a rule
    assert sample.at(key, date(2020, 1, 1)).cite.text == "《新规定》"
    assert own.at("sample.age", date(2020, 1, 1)).cite.text == "《新规定》第六条"
    with pytest.raises(NoRule):
        own.at(key, date(1999, 1, 1))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sample.age", 17),
        ("sample.nothing", 1),
        ("sample.share", "1.01"),
        ("sample.share", "-0.1"),
        ("sample.share", "half"),
        ("sample.share", "NaN"),
        ("sample.share", 0.25),
        ("sample.share", None),
        ("sample.share", True),
        ("sample.mode", "c"),
        ("sample.mode", 1),
        ("sample.day", "1 March"),
    ],
)
def test_what_the_branch_cannot_decide(sample: RuleBook, key: str, value: object) -> None:
    with pytest.raises(ValueError, match=key):
        sample.with_branch({key: value})


def test_decisions_add_up(sample: RuleBook) -> None:
    own = sample.with_branch({"sample.mode": "b"}).with_branch({"sample.share": "0.2"})
    assert own.at("sample.mode", date(2020, 1, 1)).value == "b"
    assert own.at("sample.share", date(2020, 1, 1)).value == Decimal("0.2")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('strength = "hard"', 'strength = "firm"', "age: strength"),
        ('title = "年龄"', "", "age: title"),
        ('title = "年龄"', 'title = "年龄"\nsetable = true', "age: unknown key setable"),
        ("value = 18", "value = 18\nvalues = 1", "age: unknown key values"),
        ("value = 18", "", "age: either value or bands"),
        ("value = 18", "value = 18\nbands = []", "age: either value or bands"),
        ("value = 18", "value = { a = 1 }", "age: a value is"),
        ("value = 18", 'value = "18"', "age: values of different kinds"),
        ('text = "年满十八岁。"', "", "age: text"),
        ('cite = { document = "OLD", article = "第五条" }', "", "age: no cite"),
        ('document = "OLD"', 'document = "LOST"', "age: document 'LOST'"),
        ('article = "第五条"', 'page = "5"', "age: unknown key page"),
        ("since = 2001-02-03", "", "age: since"),
        ("since = 2001-02-03", "since = 2001-02-03T08:00:00", "age: since"),
        ("until = 2010-12-31", "", "age: the values since"),
        ("until = 2010-12-31", "until = 2011-01-01", "age: the values since"),
        ("until = 2010-12-31", "until = 2001-02-02", "age: until"),
        ("{ up_to = 3000, rate = 0.005 }, ", "{ rate = 0.005 }, ", "scale: every band"),
        ("{ rate = 0.02 }", "{ up_to = 9000, rate = 0.02 }", "scale: every band"),
        ("{ rate = 0.02 }", "{ up_to = 3000, rate = 0.01 }, { rate = 0.02 }", "scale: bands"),
        ("{ rate = 0.02 }", "{ }", "scale: a band without rate"),
        ("up_to = 3000", 'up_to = "3000"', "scale: up_to"),
        ("value = 0.5", "value = 1.5", "share: "),
        ('value = "a"', 'value = "c"', "mode: "),
        ("[scale]", "scale = 3\n[scales]", ""),
        ("[age]", "[age", ""),
    ],
)
def test_faults_of_a_file_name_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    folder = _folder(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ValueError, match=rf"sample\.toml: {told}"):
        RuleBook.load(folder).at("sample.age", date(2020, 1, 1))


def test_a_file_is_read_when_one_of_its_rules_is_asked_for(tmp_path: Path) -> None:
    folder = _folder(tmp_path, GOOD)
    (folder / "other.toml").write_text("[age", encoding="utf-8")
    book = RuleBook.load(folder)
    assert book.at("sample.age", date(2020, 1, 1)).value
    with pytest.raises(ValueError, match=r"other\.toml: "):
        book.at("other.age", date(2020, 1, 1))
    with pytest.raises(ValueError, match=r"other\.toml: "):
        _ = book.rules


def test_a_register_without_name_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, GOOD)
    (folder / "documents.toml").write_text('[OLD]\nnumber = "1"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"documents\.toml: OLD: name"):
        RuleBook.load(folder).at("sample.age", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        (Cite("《甲》"), "《甲》"),
        (Cite("《甲》", article="第一条"), "《甲》第一条"),
        (Cite("《甲》", "乙〔2020〕1号", "第一条", "题"), "《甲》（乙〔2020〕1号）第一条"),
    ],
)
def test_a_cite_in_one_line(cite: Cite, text: str) -> None:
    assert cite.text == text


# -- what is shipped ----------------------------------------------------------------------------


def test_every_shipped_rule_is_cited_and_without_gaps(book: RuleBook) -> None:
    assert len(book.rules) > 80
    for rule in book.rules:
        assert rule.strength in STRENGTHS
        assert rule.values[-1].until is None, rule.key
        for one in rule.values:
            assert one.cite.document, rule.key
            assert one.cite.title == rule.title
            assert one.text.endswith("。"), rule.key
        for earlier, later in pairwise(rule.values):
            assert earlier.until is not None
            assert earlier.until + timedelta(days=1) == later.since, rule.key


def test_edges_of_the_shipped_days(book: RuleBook) -> None:
    for rule in book.rules:
        for one in rule.values:
            assert book.at(rule.key, one.since).cite == one.cite
            assert book.at(rule.key, one.until or date(2099, 1, 1)).cite == one.cite
        with pytest.raises(NoRule):
            book.at(rule.key, rule.values[0].since - timedelta(days=1))


@pytest.mark.parametrize(
    ("key", "day", "text"),
    [
        ("appraisal.frequency", date(2026, 1, 1), "《中国共产党支部工作条例（试行）》第十八条"),
        ("roster.minimum_age", date(2026, 5, 10), "《中国共产党发展党员工作细则》（2014年）"),
        (
            "roster.minimum_age",
            date(2026, 5, 11),
            "《中国共产党发展党员工作细则》（2026年修订）第五条",
        ),
        (
            "dues.bands",
            date(2026, 1, 1),
            "《关于中国共产党党费收缴、使用和管理的规定》（中组发〔2008〕3号）第二条",
        ),
    ],
)
def test_shipped_cites(book: RuleBook, key: str, day: date, text: str) -> None:
    assert book.at(key, day).cite.text == text


@pytest.mark.parametrize(
    ("base", "rate"),
    [
        ("0", "0.005"),
        ("3000", "0.005"),
        ("3000.01", "0.01"),
        ("5000", "0.01"),
        ("5000.01", "0.015"),
        ("10000", "0.015"),
        ("10000.01", "0.02"),
        ("50000", "0.02"),
    ],
)
def test_shipped_bands(book: RuleBook, base: str, rate: str) -> None:
    bands = book.at("dues.bands", date(2026, 1, 1)).value
    found = next(b.rate for b in bands if b.up_to is None or Decimal(base) <= b.up_to)
    assert found == Decimal(rate)


def test_what_other_modules_ask_for_is_there(book: RuleBook) -> None:
    day = date(2026, 11, 22)
    for kind in REQUIRED:
        for choice in next(r for r in book.rules if r.key == f"minutes.{kind}").choices:
            assert (
                frequency(book.with_branch({f"minutes.{kind}": choice}).at(f"minutes.{kind}", day))[
                    0
                ]
                >= 1
            )
    for kind, _name in KINDS:
        assert book.at(f"archive.retention.{kind}", day).value in dict(PERIODS)
    for paper in PAPERS.values():
        assert paper.retention in dict(KINDS)
