"""The editor of a person, filled in key by key."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services import completeness, journal, own_fields, roster
from app.services import fields as fields_of
from app.ui.errors import MessageDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.roster_list import RosterList
from app.ui.widgets.fold import Fold
from app.ui.widgets.notice import Toast

TODAY = date.today()
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
#: Invented; the region is not assigned, the check digit is right.
NUMBER = "999901199202290047"


@pytest.fixture
def tab(office, people) -> RosterList:
    return office("roster", year=TODAY.year).tab().page()


def person(name: str) -> roster.Person:
    return next(one for one in roster.everybody(TODAY) if one.name == name)


def toast_of(tab: RosterList) -> Toast:
    return next(one for one in tab.window().findChildren(Toast) if one.isVisible())


def replace(qtbot, line: QLineEdit, text: str) -> None:
    """Digits and signs, key by key; then on to the next field."""
    line.setFocus()
    # a dialog that has just come up is not active at once
    qtbot.waitUntil(line.hasFocus)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def type_into(qtbot, dialog: MemberDialog, key: str, text: str) -> None:
    field = dialog.form.fields[key]
    dialog.go_to(field)
    replace(qtbot, field.widget.focusProxy() or field.widget, text)


def names_shown(tab: RosterList) -> list[str]:
    rows = tab.table.rows
    return [str(rows.index(at, 0).data()) for at in range(rows.rowCount())]


def choose(tab: RosterList, name: str) -> None:
    assert tab.table.select(person(name).id)


def test_a_member_is_added_by_typing(qtbot, tab, answer, write):
    def fill(dialog: MemberDialog) -> None:
        fields = dialog.form.fields
        qtbot.waitUntil(fields["name"].widget.hasFocus)
        write(fields["name"].widget, "赵 六")
        qtbot.keyClick(fields["name"].widget, Qt.Key.Key_Return)
        assert fields["category"].widget.hasFocus(), "Enter goes on to the next field"
        assert fields["name"].text() == "赵六"
        undecided = "没有类别，也没有入党等日期：会列入“未定”，不算作党员。"
        assert fields["category"].row._note.text() == undecided
        type_into(qtbot, dialog, "id_number", NUMBER)
        assert fields["birth_day"].text() == "1992-02-29"
        assert fields["sex"].text() == "女"
        assert fields["id_number"].widget.note.text().startswith("公民身份号码的前六位“999901”不在")
        type_into(qtbot, dialog, "applied", "2015.3")
        assert fields["category"].text() == "入党申请人"
        assert fields["category"].row._note.text() == ""
        type_into(qtbot, dialog, "admitted", "20180701")
        assert fields["admitted"].text() == "2018-07-01"
        type_into(qtbot, dialog, "confirmed", "2019.7.1")
        assert fields["category"].text() == "正式党员"
        ethnic = fields["ethnic"].widget
        dialog.go_to(fields["ethnic"])
        write(ethnic.lineEdit(), "壮")
        # the list of what fits has the keyboard now
        qtbot.keyClick(ethnic.completer().popup(), Qt.Key.Key_Tab)
        assert fields["ethnic"].text() == "壮族"
        type_into(qtbot, dialog, "phone", "13900000009")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(MemberDialog, fill)
    qtbot.keyClick(tab.table, Qt.Key.Key_N, CTRL)
    one = person("赵六")
    assert one.stage == "full"
    assert {key: one.values[key] for key in ("id_number", "birth_day", "sex", "ethnic", "phone")} == {
        "id_number": NUMBER, "birth_day": "1992-02-29", "sex": "女", "ethnic": "壮族",
        "phone": "13900000009",
    }  # fmt: skip
    assert one.facts == (
        ("applied", "2015-03", ""), ("admitted", "2018-07-01", ""), ("confirmed", "2019-07-01", ""),
    )  # fmt: skip
    assert tab.table.current_key() == one.id
    shown = toast_of(tab)
    assert shown.sentence.text() == "已新增赵六。"
    qtbot.mouseClick(shown.button, LEFT)
    assert "赵六" not in names_shown(tab)


def test_one_enter_takes_a_proposal_and_goes_on(qtbot, tab, answer, write):
    def fill(dialog: MemberDialog) -> None:
        field = dialog.form.fields["education"]
        dialog.go_to(field)
        qtbot.waitUntil(field.widget.hasFocus)
        write(field.widget.lineEdit(), "大学专")
        popup = field.widget.completer().popup()
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
        assert field.text() == "大学专科"
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        assert dialog.isVisible(), "the dialog is not saved by it"
        dialog.save()

    choose(tab, "买买提·艾力")
    answer(MemberDialog, fill)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert person("买买提·艾力").values["education"] == "大学专科"


def test_a_wrong_number_is_refused_under_its_field(qtbot, tab, answer, write):
    before = roster.everybody(TODAY)

    def fill(dialog: MemberDialog) -> None:
        field = dialog.form.fields["id_number"]
        write(dialog.form.fields["name"].widget, "赵六")
        line = field.widget.line
        line.setFocus()
        qtbot.keyClicks(line, NUMBER[:5])
        assert field.widget.note.text() == "已输入 5 位，还差 13 位"
        qtbot.keyClicks(line, NUMBER[5:17] + "1")
        assert field.error() == "公民身份号码的校验码不对，可能有一位录错。请与身份证核对。"
        assert line.property("wrong") == "true"
        qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)
        assert dialog.isVisible(), "what is wrong keeps the dialog open"
        assert roster.everybody(TODAY) == before
        qtbot.keyClick(line, Qt.Key.Key_Backspace)
        qtbot.keyClicks(line, NUMBER[17:])
        assert field.error() == ""
        assert dialog.form.fields["birth_day"].text() == "1992-02-29"
        qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)

    answer(MemberDialog, fill)
    qtbot.mouseClick(tab.new_button, LEFT)
    assert person("赵六").values["id_number"] == NUMBER


def test_an_old_number_is_made_longer(qtbot, tab, answer, write, press):
    def fill(dialog: MemberDialog) -> None:
        field = dialog.form.fields["id_number"]
        write(dialog.form.fields["name"].widget, "赵六")
        field.widget.line.setFocus()
        qtbot.keyClicks(field.widget.line, "999901850312002")
        assert "换算结果是 999901198503120020" in field.error()
        # that one is taken: whoever types it is told by whom
        press(dialog, "换成 999901198503120020")
        assert field.text() == "999901198503120020"
        assert field.error() == "名册里的解小芳已经用了这个号码，请先核对是不是同一个人。"
        type_into(qtbot, dialog, "id_number", "999901920229004")
        press(dialog, f"换成 {NUMBER}")
        assert field.error() == ""
        assert dialog.form.fields["birth_day"].text() == "1992-02-29"
        dialog.save()

    answer(MemberDialog, fill)
    tab.new_thing()
    assert person("赵六").values["id_number"] == NUMBER


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("admitted", "2010.13", "这不是日期。可以写 1985、1985.3 或 1985.3.12。"),
        ("confirmed", "2099.1.1", "转正日期（2099-01-01）还没有到。"),
        (
            "birth_day",
            "2010-01-01",
            "出生日期（2010-01-01）与公民身份号码里的（1980-05-06）不一致。",
        ),
    ],
)
def test_days_are_judged_when_one_leaves_them(qtbot, tab, answer, *, key, typed, sentence):
    heard = []

    def fill(dialog: MemberDialog) -> None:
        field = dialog.form.fields[key]
        type_into(qtbot, dialog, key, typed)
        heard.append(field.error() or field.row._note.text())
        answer(MessageDialog, lambda asked: asked.accept())
        dialog.reject()

    answer(MemberDialog, fill)
    choose(tab, "单雄")
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert heard == [sentence]


def test_a_category_that_contradicts_a_day_is_refused(qtbot, tab, answer, press):
    def fill(dialog: MemberDialog) -> None:
        category = dialog.form.fields["category"]
        assert category.text() == "正式党员"
        category.widget.setFocus()
        qtbot.keyClick(category.widget, Qt.Key.Key_Down)
        assert category.text() == "预备党员"
        dialog.save()
        assert category.error() == "人员类别是“预备党员”，却填了转正日期。请改正其中一项。"
        type_into(qtbot, dialog, "confirmed", "\b")
        dialog.save()

    answer(MemberDialog, fill)
    choose(tab, "张三")
    press(tab.card, "编辑")
    assert person("张三").stage == "probationary"
    assert ("confirmed", "1999-07-01", "") not in person("张三").facts


def test_a_day_one_no_longer_knows_leaves_the_stage_alone(qtbot, tab, answer):
    def fill(dialog: MemberDialog) -> None:
        type_into(qtbot, dialog, "confirmed", "\b")
        dialog.save()

    answer(MemberDialog, fill)
    choose(tab, "张三")
    tab.card.edit_wanted.emit("")
    assert (person("张三").stage, person("张三").values["confirmed"]) == ("full", "")


def test_only_what_was_changed_is_written(qtbot, tab, answer):
    before = person("单雄")

    def fill(dialog: MemberDialog) -> None:
        type_into(qtbot, dialog, "email", "a@b.cn")
        assert dialog.form.to_save() == {"email": "a@b.cn"}
        dialog.save()

    answer(MemberDialog, fill)
    choose(tab, "单雄")
    tab.card.edit_wanted.emit("")
    after = person("单雄")
    assert after.facts == before.facts
    assert after.values == {**before.values, "email": "a@b.cn"}


def test_closing_by_mistake_loses_nothing(qtbot, tab, answer, write):
    def fill(dialog: MemberDialog) -> None:
        write(dialog.form.fields["name"].widget, "赵六")
        answer(MessageDialog, lambda asked: asked.reject())
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert dialog.form.fields["name"].text() == "赵六"
        answer(MessageDialog, lambda asked: asked.accept())
        dialog.close()

    answer(MemberDialog, fill)
    tab.new_thing()
    assert "赵六" not in {one.name for one in roster.everybody(TODAY)}


def test_an_untouched_editor_closes_at_once_and_writes_nothing(qtbot, tab, answer):
    actions = journal.count()
    answer(MemberDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    tab.card.edit_wanted.emit("")
    answer(MemberDialog, lambda dialog: dialog.save())
    tab.card.edit_wanted.emit("")
    assert journal.count() == actions


def test_what_the_book_refuses_is_said_and_stays(tab, answer, write):
    def fill(dialog: MemberDialog) -> None:
        write(dialog.form.fields["former_name"].widget, "旧名")
        roster.trash([person("王五").id])
        dialog.save()
        assert dialog.error.text() == "没有找到这个人，可能已经被撤销。"
        assert dialog.form.fields["former_name"].text() == "旧名"
        answer(MessageDialog, lambda asked: asked.accept())
        dialog.reject()

    answer(MemberDialog, fill)
    tab.show_item(str(person("王五").id))
    tab.card.edit_wanted.emit("")


def test_the_name_is_asked_for(qtbot, tab, answer):
    def fill(dialog: MemberDialog) -> None:
        dialog.save()
        name = dialog.form.fields["name"]
        assert name.error() == "请填写姓名。"
        qtbot.waitUntil(name.widget.hasFocus)
        dialog.reject()

    answer(MemberDialog, fill)
    tab.new_thing()


def test_the_wheel_scrolls_the_page_and_changes_no_choice(tab, answer):
    def roll(dialog: MemberDialog) -> None:
        combo = dialog.form.fields["sex"].widget
        at = QPointF(combo.rect().center())
        event = QWheelEvent(
            at, combo.mapToGlobal(at), QPoint(0, 0), QPoint(0, -240),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        combo.setFocus()
        QApplication.sendEvent(combo, event)
        assert dialog.form.fields["sex"].text() == "男"
        dialog.reject()

    answer(MemberDialog, roll)
    choose(tab, "单雄")
    tab.card.edit_wanted.emit("")


def test_sections_are_reached_by_their_chips(qtbot, tab, answer, press):
    def look(dialog: MemberDialog) -> None:
        email = dialog.form.fields["email"].widget
        assert not email.isVisible()
        press(dialog.sections, "联系方式")
        landline = dialog.form.fields["landline"].widget
        qtbot.waitUntil(landline.hasFocus)
        assert not landline.visibleRegion().isEmpty()
        assert not email.visibleRegion().isEmpty()
        assert dialog.sections.selected() == ("contact",)
        dialog.reject()

    answer(MemberDialog, look)
    tab.card.edit_wanted.emit("")


def test_states_of_today(qtbot, tab, answer):
    def away(dialog: MemberDialog) -> None:
        combo = dialog.form.fields["mobile"].widget
        assert combo.currentText() == "否"
        dialog.go_to(dialog.form.fields["mobile"])
        combo.setFocus()
        qtbot.keyClick(combo, Qt.Key.Key_Down)
        dialog.save()

    answer(MemberDialog, away)
    choose(tab, "单雄")
    tab.card.edit_wanted.emit("")
    assert person("单雄").mobile
    assert person("单雄").values["mobile"] == "是"


# -- what is asked first ------------------------------------------------------------------------------


def fold_of(dialog: MemberDialog, key: str) -> Fold:
    part = dialog.form.blocks.parts[key]
    assert isinstance(part, Fold)
    return part


def test_what_the_stage_asks_for_stands_first(tab, answer):
    def look(dialog: MemberDialog) -> None:
        blocks, fields = dialog.form.blocks, dialog.form.fields
        first = completeness.asked_first(person("欧阳雪"))
        assert [key for key, one in fields.items() if blocks.part_of(one) == "now"] == first
        assert all(fields[key].widget.isVisible() for key in first)
        assert list(blocks.parts) == ["now", "basic", "party", "work", "contact", "life"]
        assert not any(fields[key].widget.isVisible() for key in fields if key not in first)
        assert set(fields) == set(fields_of.by_key())
        dialog.reject()

    answer(MemberDialog, look)
    choose(tab, "欧阳雪")
    tab.card.edit_wanted.emit("")


def test_sections_are_opened_and_folded_by_keyboard_and_mouse(qtbot, tab, answer, press):
    def look(dialog: MemberDialog) -> None:
        work = fold_of(dialog, "work")
        title = dialog.form.fields["job_title"].widget
        assert work._words.full_text().startswith("专业技术职务、是否在一线、")
        assert work._count.text() == "已填 0 / 12"
        work.line.setFocus()
        qtbot.keyClick(work.line, Qt.Key.Key_Return)
        qtbot.waitUntil(title.hasFocus)
        assert work.is_open()
        qtbot.mouseClick(work.line, LEFT)
        assert not title.isVisible()
        press(dialog, "全部展开")
        assert all(one.widget.isVisible() for one in dialog.form.fields.values())
        press(dialog, "全部收起")
        assert not title.isVisible()
        dialog.reject()

    answer(MemberDialog, look)
    choose(tab, "单雄")
    tab.card.edit_wanted.emit("")


def test_the_next_missing_field_is_one_press_away(qtbot, tab, answer, write, press):
    def fill(dialog: MemberDialog) -> None:
        fields = dialog.form.fields
        asked = [key for key in fields if key in completeness.missing(person("张三"))]
        assert len(asked) == 7
        for key in (asked[0], asked[1]):
            press(dialog, "还缺 7 项，到下一项")
            widget = fields[key].widget
            qtbot.waitUntil(
                lambda widget=widget: dialog.focusWidget() in (widget, widget.focusProxy())
            )
        dialog.go_to(fields["occupation"])
        fields["occupation"].widget.setCurrentIndex(2)
        fields["occupation"].widget.activated.emit(2)
        press(dialog, "还缺 6 项，到下一项")
        answer(MessageDialog, lambda asked: asked.accept())
        dialog.reject()

    answer(MemberDialog, fill)
    choose(tab, "张三")
    tab.card.edit_wanted.emit("")


def test_what_is_asked_follows_the_category_that_is_chosen(qtbot, tab, answer):
    def fill(dialog: MemberDialog) -> None:
        category = dialog.form.fields["category"].widget
        before = dialog.form._missing()
        assert "category" in before
        category.setCurrentIndex(category.findData("正式党员"))
        category.activated.emit(category.currentIndex())
        assert {"sponsors", "confirmed"} <= set(dialog.form._missing())
        answer(MessageDialog, lambda asked: asked.accept())
        dialog.reject()

    answer(MemberDialog, fill)
    tab.new_thing()


def test_what_is_odd_in_a_folded_section_is_seen_from_outside(qtbot, tab, answer):
    roster.save(person("单雄").id, {"activist": "2002-06", "prospect": "2002-03"})

    def look(dialog: MemberDialog) -> None:
        party = fold_of(dialog, "party")
        assert not party.is_open()
        assert [key for key, one in dialog.form.fields.items() if one.is_odd()] == [
            "id_number", "prospect",
        ]  # fmt: skip
        assert party._count.text() == "已填 5 / 24，1 处请核对"
        dialog.reject()

    answer(MemberDialog, look)
    tab.refresh()
    choose(tab, "单雄")
    tab.card.edit_wanted.emit("")


def test_somebody_who_may_be_there_already_is_named(qtbot, tab, answer, write):
    def fill(dialog: MemberDialog) -> None:
        fields = dialog.form.fields
        note = fields["name"].row._note
        qtbot.waitUntil(fields["name"].widget.hasFocus)
        write(fields["name"].widget, "张三")
        qtbot.keyClick(fields["name"].widget, Qt.Key.Key_Tab)
        assert note.text() == "名册里已有张三（1975-10-01出生），可能是同一个人。"
        type_into(qtbot, dialog, "birth_day", "1980.1.1")
        assert note.text() == ""
        type_into(qtbot, dialog, "birth_day", "1975.10")
        assert note.text() != ""
        type_into(qtbot, dialog, "id_number", NUMBER)
        assert note.text() == "", "another number is another person"
        dialog.save()

    answer(MemberDialog, fill)
    tab.new_thing()
    assert sum(one.name == "张三" for one in roster.everybody(TODAY)) == 2


def test_own_fields_stand_in_the_editor(qtbot, tab, answer, press):
    staff = fields_of.own_key(own_fields.add("工号"))
    since = fields_of.own_key(own_fields.add("到岗", "day"))
    count = fields_of.own_key(own_fields.add("工龄", "number"))
    blood = fields_of.own_key(own_fields.add("血型", "choice", ["A", "O"]))

    def fill(dialog: MemberDialog) -> None:
        press(dialog.sections, "自定义")
        fields = dialog.form.fields
        qtbot.waitUntil(fields[staff].widget.hasFocus)
        type_into(qtbot, dialog, staff, "B-12")
        type_into(qtbot, dialog, since, "2020.3")
        assert fields[since].text() == "2020-03"
        type_into(qtbot, dialog, count, "six")
        assert fields[count].error() == "工龄“six”不是数。"
        type_into(qtbot, dialog, count, "6.0")
        assert fields[count].text() == "6"
        combo = fields[blood].widget
        assert [combo.itemText(at) for at in range(combo.count())] == ["", "A", "O"]
        dialog.go_to(fields[blood])
        qtbot.keyClick(combo, Qt.Key.Key_O)
        dialog.save()

    answer(MemberDialog, fill)
    tab.refresh()
    choose(tab, "单雄")
    tab.card.edit_wanted.emit("")
    values = person("单雄").values
    assert (values[staff], values[since], values[count], values[blood]) == (
        "B-12", "2020-03", "6", "O",
    )  # fmt: skip
