"""班子与小组 as the secretary uses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.services import branch, committee, documents, groups, journal, roster, terms, units
from app.services.groups import GroupFacts
from app.services.terms import NewSeat, TermFacts
from app.ui.preview import PreviewDialog
from app.ui.tabs.committee import CommitteeTab
from app.ui.tabs.committee_dialogs import AppointDialog, EndTermDialog, SeatDialog, TermDialog
from app.ui.tabs.committee_print import ReadyDialog
from app.ui.tabs.election_dialog import NewTermDialog
from app.ui.tabs.groups_dialog import EndGroupDialog, GroupDialog, MoveDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.tabs.unit_dialog import BranchDialog, UnitDialog
from app.ui.undoing import undo
from app.ui.widgets.notice import Toast

TODAY = date.today()
LEFT = Qt.MouseButton.LeftButton
ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(office):
    """Opens the page; gives it."""

    def make(**how) -> CommitteeTab:
        window = office("roster", year=TODAY.year, **how)
        window.go("roster:committee/")
        page = window.tab().page()
        assert isinstance(page, CommitteeTab)
        return page

    return make


@pytest.fixture
def elected(people) -> dict[str, int]:
    """A first term, and 一组 with its leader."""
    seats = [
        NewSeat(people["单雄"], "党支部书记", "全面"),
        NewSeat(people["解小芳"], "组织委员", "组织"),
    ]
    terms.elect(TermFacts(1, "2021-01-15", approved_by="批复"), seats)
    groups.add(GroupFacts("一组", "2021-02-01"), [people["单雄"], people["张三"]], people["张三"])
    return people


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


@pytest.fixture
def said(qtbot):
    """Waits until a place says something; new lines are laid out a moment later."""

    def wait(place, words: str) -> None:
        qtbot.waitUntil(lambda: any(words in one for one in texts(place)))

    return wait


def rows(page: CommitteeTab) -> list[tuple[str, ...]]:
    shown = page.card.table.rows
    return [
        tuple(cell if isinstance(cell, str) else cell.text for cell in shown.row(at).cells)
        for at in range(shown.rowCount())
    ]


def choose(page: CommitteeTab, words: str) -> None:
    """Choose an entry of 调整."""
    entries = page.adjust_button.menu().actions()
    next(one for one in entries if one.text() == words).trigger()


# -- what is shown ------------------------------------------------------------------------------


def test_the_committee_of_today(show, elected, said):
    page = show()
    assert rows(page) == [
        ("党支部书记", "单雄", "2021-01-15", "全面"),
        ("组织委员", "解小芳", "2021-01-15", "组织"),
    ]
    said(page, "第 1 届支部委员会")
    said(page.card, "应当换届：2024年1月15日")
    said(page.card, "已经超过")
    said(page.findings_card, "任期 2024年1月15日 已经届满")
    said(page.groups, "组长 张三")
    said(page.groups, "还没有编组 3 人：买买提·艾力、欧阳雪、解小芳")


def test_a_branch_without_committee_and_groups(show, people, said):
    roster.save(people["解小芳"], {"post": "无"})
    terms.elect(TermFacts(1, "2021-01-15"), [NewSeat(people["单雄"], "党支部书记")])
    page = show()
    assert "第 1 届（不设支委会）" in texts(page)
    said(page.groups, "没有划分党小组")
    assert not page.groups.move_link.isVisible()
    # four full members: no committee is asked for
    assert not any("应当选举产生支部委员会" in one for one in texts(page))


def test_a_day_that_is_past_is_only_looked_at(show, elected):
    terms.elect(TermFacts(2, "2024-01-20"), [NewSeat(elected["张三"], "书记")])
    page = show()
    assert rows(page)[0][1] == "张三"
    page.day.choose(date(2023, 5, 1))
    assert [row[1] for row in rows(page)] == ["单雄", "解小芳"]
    assert "第 1 届支部委员会" in texts(page)
    assert "只看，不能改" in texts(page)
    assert not page.new_button.isEnabled()
    assert not page.adjust_button.isEnabled()
    assert not page.card.edit_link.isVisible()
    page.card.table.opened.emit(committee.all_posts()[0].id)
    page.day.choose(None)
    assert page.new_button.isEnabled()


def test_a_book_that_is_only_looked_at(show, elected):
    page = show(read_only=True)
    assert len(rows(page)) == 2
    assert not page.new_button.isEnabled()
    assert not page.groups.add_link.isVisible()
    assert not page.units.unit_link.isVisible()
    page.show_item("new")
    assert len(committee.terms()) == 1


# -- elections ----------------------------------------------------------------------------------


def test_the_first_term_from_an_empty_page(show, people, answer, press, qtbot):
    for one in committee.all_posts():
        roster.save(one.member_id, {"post": "无"})
    page = show()
    assert not page.card.isVisible()

    def enter(dialog: NewTermDialog) -> None:
        qtbot.keyClicks(dialog.day.line, "2024.5.17")
        qtbot.keyClick(dialog.day.line, Qt.Key.Key_Tab)
        assert "不足 7 人：只设书记一名" in dialog.advice.text()
        (line,) = dialog.seats.lines
        line.fields["name"].set_text("单雄")
        line.fields["title"].set_text("书记")
        dialog.approved.setText("街道党委批复")
        qtbot.keyClick(dialog.approved, ENTER, CTRL)

    answer(NewTermDialog, enter)
    press(page, "登记本届班子")
    (term,) = committee.terms()
    assert (term.number, term.elected_on, term.approved_by) == (1, "2024-05-17", "街道党委批复")
    assert rows(page) == [("书记", "单雄", "2024-05-17", "—")]
    (toast,) = page.window().findChildren(Toast)
    assert toast.sentence.text() == "已登记第 1 届。"


def test_an_election_by_keyboard_and_back(show, elected, answer, qtbot):
    page = show()

    def enter(dialog: NewTermDialog) -> None:
        assert dialog.number.value() == 2
        names = [line.fields["name"].text() for line in dialog.seats.lines]
        assert names == ["单雄", "解小芳"]
        dialog.save()
        assert "请填写选举日期" in dialog.day_row.error()
        dialog.day.line.setText("2024-01-20")
        dialog.seats.lines[1].fields["name"].set_text("王五")
        dialog.save()
        assert "“王五”不在党员名册里" in dialog.error.text()
        dialog.seats.lines[1].fields["name"].set_text("张三")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(NewTermDialog, enter)
    qtbot.keyClick(page.window(), Qt.Key.Key_N, CTRL)
    assert [row[1] for row in rows(page)] == ["单雄", "张三"]
    assert roster.person(elected["解小芳"], TODAY).values["post"] == ""
    undo(page)
    assert [row[1] for row in rows(page)] == ["单雄", "解小芳"]
    assert roster.person(elected["解小芳"], TODAY).values["post"] == "组织委员"


def test_who_may_not_stand_is_not_suggested(show, elected, answer, press):
    roster.save(elected["解小芳"], {"category": "预备党员", "confirmed": ""})
    page = show()

    def look(dialog: NewTermDialog) -> None:
        assert [line.fields["name"].text() for line in dialog.seats.lines] == ["单雄"]
        assert not dialog.is_changed()
        dialog.reject()

    answer(NewTermDialog, look)
    press(page, "换届登记…")


def test_a_term_is_extended_with_approval(show, elected, answer, press, qtbot):
    page = show()

    def extend(dialog: TermDialog) -> None:
        dialog.extended.line.setText("2024.12.31")
        dialog.approved.clear()
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "要由上级党组织批准" in dialog.error.text()
        dialog.approved.setText("街道党委同意延期")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(TermDialog, extend)
    press(page, "修改本届…")
    (term,) = committee.terms()
    assert (term.extended_to, term.approved_by) == ("2024-12-31", "街道党委同意延期")
    assert "应当换届：2024年12月31日" in texts(page)
    undo(page)
    assert committee.terms()[0].extended_to == ""


def test_an_earlier_term_is_deleted_where_it_is_listed(show, elected, answer, press, qtbot):
    terms.elect(TermFacts(2, "2024-01-20"), [NewSeat(elected["单雄"], "书记")])
    page = show()
    qtbot.mouseClick(page.card.fold.line, LEFT)
    answer(TermDialog, lambda dialog: press(dialog, "删去这一届"))
    press(page, "修改第 1 届")
    assert [one.number for one in committee.terms()] == [2]


def test_a_term_ends_without_an_election(show, elected, answer, qtbot):
    page = show()

    def end(dialog: EndTermDialog) -> None:
        dialog.day.line.setText("2024-06-01")
        dialog.reason.setText("支部合并")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(EndTermDialog, end)
    choose(page, "结束本届（不换届）…")
    assert rows(page) == []
    assert committee.terms()[0].ended_on == "2024-06-01"


# -- seats --------------------------------------------------------------------------------------


def test_somebody_joins_and_is_corrected_with_enter(show, elected, answer, qtbot, press):
    page = show()

    def appoint(dialog: AppointDialog) -> None:
        # neither who sits already nor who is probationary
        offered = [dialog.person.itemText(at) for at in range(dialog.person.count())]
        assert sorted(offered) == sorted(["张三", "买买提·艾力"])
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "请选择一名" in dialog.person_row.error()
        dialog.person.set_text("张三")
        dialog.title.set_text("宣传委员")
        dialog.day.line.setText("2023.3.1")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(AppointDialog, appoint)
    choose(page, "增补班子成员…")
    assert rows(page)[-1] == ("宣传委员", "张三", "2023-03-01", "—")

    def correct(dialog: SeatDialog) -> None:
        dialog.until.line.setText("2023.2")
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "早于任职日期" in dialog.title_row.error()
        dialog.until.line.setText("2025-06-30")
        dialog.reason.set_text("调离")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(SeatDialog, correct)
    page.card.table.setFocus()
    page.card.table.select(committee.seats(TODAY)[-1].id)
    qtbot.keyClick(page.card.table, ENTER)
    assert len(rows(page)) == 2
    assert any(
        "本届卸任：张三（宣传委员，2023-03-01 — 2025-06-30）调离" in one for one in texts(page)
    )


def test_a_finding_leads_to_the_seat(show, elected, answer, press):
    roster.add_fact(elected["解小芳"], "transferred_out", "2024-05-01")
    page = show()

    def take_back(dialog: SeatDialog) -> None:
        assert "解小芳" in dialog.windowTitle()
        press(dialog, "删去（录入有误）")

    answer(SeatDialog, take_back)
    press(page.findings, "解小芳已经不是本支部党员，仍登记着“组织委员”。 去改")
    assert [row[1] for row in rows(page)] == ["单雄"]


# -- groups -------------------------------------------------------------------------------------


def test_a_group_is_made_and_filled(show, people, answer, press, qtbot, said):  # noqa: PLR0917
    page = show()

    def make(dialog: GroupDialog) -> None:
        assert dialog.name.text() == "第一党小组"
        dialog.leader.setCurrentIndex(dialog.leader.findData(people["解小芳"]))
        dialog.founded.line.setText("2024.6.3")
        dialog.since.line.setText("2024-06-03")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(GroupDialog, make)
    press(page, "设立小组…")

    def move(dialog: MoveDialog) -> None:
        assert dialog.chips.selected() == ("",)
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "请先选择党员" in dialog.error.text()
        for name in ("解小芳", "单雄", "欧阳雪"):
            dialog.box(people[name]).click()
        assert dialog.count.text() == "已选 3 人"
        dialog.into.setCurrentIndex(dialog.into.findData("第一党小组"))
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(MoveDialog, move)
    press(page, "编组…")
    (group,) = groups.overview(TODAY).groups
    assert {one.name for one in group.members} == {"解小芳", "单雄", "欧阳雪"}
    assert [one.name for one in group.leaders] == ["解小芳"]
    said(page.groups, "3 人")
    undo(page)
    said(page.groups, "0 人")


def test_a_group_is_renamed_and_gets_another_leader(show, elected, answer, press, qtbot):
    page = show()

    def change(dialog: GroupDialog) -> None:
        assert not dialog.since.isVisible()
        dialog.name.setText("第一党小组")
        dialog.leader.setCurrentIndex(dialog.leader.findData(elected["单雄"]))
        dialog.since.line.setText("2025-01-01")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(GroupDialog, change)
    press(page.groups, "修改… 一组")
    (group,) = groups.overview(TODAY).groups
    assert (group.name, [one.name for one in group.leaders]) == ("第一党小组", ["单雄"])
    assert roster.person(elected["张三"], TODAY).values["party_group"] == "第一党小组"
    # one action: one step back
    journal.undo()
    assert groups.overview(TODAY).groups[0].name == "一组"


def test_a_group_goes_into_another_one(show, elected, answer, press, qtbot):
    groups.add(GroupFacts("二组"), [elected["解小芳"]])
    page = show()

    def merge(dialog: EndGroupDialog) -> None:
        assert dialog.into.currentText() == "二组"
        qtbot.mouseClick(dialog.main_button, LEFT)

    def open_end(dialog: GroupDialog) -> None:
        answer(EndGroupDialog, merge)
        press(dialog, "撤销或合并…")

    answer(GroupDialog, open_end)
    press(page.groups, "修改… 一组")
    qtbot.waitUntil(lambda: [one.name for one in groups.overview(TODAY).groups] == ["二组"])
    assert len(groups.overview(TODAY).groups[0].members) == 3


def test_a_group_that_only_the_roster_names_is_registered(show, people, answer, press, qtbot):
    roster.save(people["张三"], {"party_group": "车间"})
    page = show()
    answer(GroupDialog, lambda dialog: qtbot.mouseClick(dialog.main_button, LEFT))
    press(page.groups, "登记… 车间")
    (group,) = groups.overview(TODAY).groups
    assert group.id
    assert [one.name for one in group.members] == ["张三"]


# -- branch and enterprises ---------------------------------------------------------------------


def test_the_enterprise_is_filled_in(show, elected, answer, press, qtbot, said):  # noqa: PLR0917
    page = show()

    def fill(dialog: UnitDialog) -> None:
        assert dialog.fields["name"].text() == "示例科技有限公司"
        dialog.fields["staff"].setText("八十")
        dialog.save()
        assert "不是人数" in dialog.error.text()
        dialog.fields["staff"].setText("80")
        dialog.fields["nature"].set_text("非公有制企业")
        box = dialog.fields["union_set_up"]
        box.setCurrentIndex(box.findData("是"))
        qtbot.keyClick(dialog, ENTER, CTRL)

    answer(UnitDialog, fill)
    press(page, "企业信息…")
    own = units.own()
    assert (own.staff, own.nature, own.union_set_up) == (80, "非公有制企业", "是")
    said(page.units, "在岗 80 人")
    said(page.units, "示例科技有限公司（非公有制企业）")


def test_a_joint_branch_gets_its_partners(show, elected, answer, press, qtbot):
    page = show()
    assert not page.units.partner_link.isVisible()

    def joint(dialog: BranchDialog) -> None:
        dialog.page.setup.set_text("联建")
        qtbot.keyClick(dialog, ENTER, CTRL)

    answer(BranchDialog, joint)
    press(page, "支部信息…")
    assert branch.facts().setup == "联建"

    def partner(dialog: UnitDialog) -> None:
        dialog.fields["name"].setText("邻居贸易有限公司")
        qtbot.keyClick(dialog, ENTER, CTRL)

    answer(UnitDialog, partner)
    press(page, "增加联建单位…")
    assert [one.name for one in units.partners()] == ["邻居贸易有限公司"]
    answer(UnitDialog, lambda dialog: press(dialog, "删去（录入有误）"))
    press(page, "修改邻居贸易有限公司")
    assert units.partners() == []


def test_what_is_lacking_is_one_click_away(show, elected, answer, press, qtbot):
    page = show()

    def look(dialog: BranchDialog) -> None:
        qtbot.waitUntil(lambda: dialog.page.line("contact").hasFocus())
        dialog.page.line("contact").setText("解小芳")
        qtbot.keyClick(dialog, ENTER, CTRL)

    answer(BranchDialog, look)
    press(page.units, "去补")
    assert branch.facts().contact == "解小芳"


@pytest.mark.parametrize(
    ("jump", "kind"),
    [
        ("roster:committee/new", NewTermDialog),
        ("roster:committee/appoint", AppointDialog),
        ("roster:committee/approved_by", TermDialog),
        ("roster:committee/group/一组", GroupDialog),
        ("roster:committee/groups", MoveDialog),
        ("roster:committee/units", UnitDialog),
        ("roster:committee/unit/0/nature", UnitDialog),
        ("roster:committee/branch/upper_fax", BranchDialog),
    ],
)
def test_jumps_open_what_they_name(show, elected, answer, jump, kind):
    page = show()
    answer(kind, lambda dialog: dialog.done(0))
    page.window().go(jump)


def test_the_start_page_leads_to_the_term(show, elected, office):
    page = show()
    page.window().go("roster:committee/term")
    assert page.isVisible()


# -- paper --------------------------------------------------------------------------------------


def test_a_paper_is_previewed_printed_and_signed(show, elected, answer, press, qtbot):
    page = show()
    assert not page.sign_button.isVisible()
    answer(PreviewDialog, lambda dialog: dialog.done(0))
    page.print_paper("committee")
    assert documents.issued(TODAY.year) == []

    from app.registers import committee as register

    register.issue("committee", TODAY)
    page.refresh()
    assert page.sign_button.isVisible()
    answer(SigningDialog, lambda dialog: qtbot.mouseClick(dialog.main_button, LEFT))
    press(page, "登记签字…")
    (paper,) = documents.issued(TODAY.year)
    assert "signed" in paper.copies[0].done
    # it is shown again as it was printed
    answer(PreviewDialog, lambda dialog: dialog.done(0))
    page.print_paper("committee")
    assert len(documents.issued(TODAY.year)) == 1


def test_what_a_paper_lacks_is_said_first(show, elected, answer, press):
    page = show()

    def go(dialog: ReadyDialog) -> None:
        assert "还有 5 处没有填写，印出来留空或印“—”：" in texts(dialog)
        answer(BranchDialog, lambda other: other.done(0))
        press(dialog, "没有填写党组织联系人 去补")

    answer(ReadyDialog, go)
    page.print_paper("units")
    assert documents.issued(TODAY.year) == []


def test_nobody_in_office_prints_nothing(show, book, answer):
    page = show()

    def look(dialog: ReadyDialog) -> None:
        assert "现在还不能打印：" in texts(dialog)
        dialog.reject()

    answer(ReadyDialog, look)
    page.print_paper("branch")


def test_all_facts_of_the_branch_are_kept_by_the_page_of_the_settings(show, elected, answer, press):
    page = show()
    wanted = replace(
        branch.facts(), short_name="示例支部", code="032001", contact="解小芳", landline="025-1",
        address="示例路1号", postcode="210000", upper_address="街道办", upper_phone="025-2",
        upper_fax="025-3", upper_postcode="210001", kind="联合党支部", setup="挂靠",
    )  # fmt: skip

    def fill(dialog: BranchDialog) -> None:
        for name in (
            "short_name", "code", "contact", "landline", "address", "postcode", "upper_address",
            "upper_phone", "upper_fax", "upper_postcode",
        ):  # fmt: skip
            dialog.page.line(name).setText(getattr(wanted, name))
        dialog.page.kind.set_text("联合党支部")
        dialog.page.setup.set_text("挂靠")
        dialog.save()

    answer(BranchDialog, fill)
    press(page, "支部信息…")
    assert branch.facts() == wanted
