"""The year's appraisal as the secretary writes, prints and has it signed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel

from app.errors import AppError
from app.services import appraisal, documents, journal, roster
from app.ui.errors import MessageDialog
from app.ui.tabs.appraisal import AppraisalTab
from app.ui.tabs.appraisal_dialogs import YearDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.widgets.notice import Toast

YEAR = 2025
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = tuple(key for key, _title in appraisal.PARTS)
ORDER = ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]
FULL = ORDER[:4]


@pytest.fixture
def tab(office, people) -> AppraisalTab:
    return office("appraisal").tab()


def texts(place) -> list[str]:
    """The words on labels that can be seen."""
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def names(tab: AppraisalTab) -> list[str]:
    rows = tab.table.rows
    return [rows.row(at).cells[0].text for at in range(rows.rowCount())]


def cells(tab: AppraisalTab, name: str) -> list[str]:
    """What the board says of a member."""
    row = tab.table.rows.row(names(tab).index(name))
    return [cell if isinstance(cell, str) else cell.text for cell in row.cells[1:]]


def choose(tab: AppraisalTab, qtbot, name: str) -> None:
    """Click on a member's row."""
    index = tab.table.rows.index(names(tab).index(name), 0)
    qtbot.mouseClick(
        tab.table.viewport(), LEFT, pos=tab.table.visualRect(index).center() - QPoint(20, 0)
    )


def written(people, name: str) -> tuple[str, ...]:
    one = appraisal.entry(YEAR, people[name])
    return tuple(getattr(one, key) for key in KEYS)


def fill(people, *members: str, grade: str = "合格") -> None:
    """All three parts of these members, each in words of his own."""
    for name in members or ORDER:
        values = {key: f"{name}的{title}" for key, title in appraisal.PARTS}
        if name in FULL:
            values["grade"] = grade
        appraisal.save(YEAR, people[name], values)


# -- writing -------------------------------------------------------------------------------------


def test_the_board_shows_who_takes_part_and_what_is_still_to_do(tab):
    assert names(tab) == ORDER
    assert cells(tab, "单雄") == ["0 / 3", "待评定", "未打印", "未打印"]
    assert cells(tab, "欧阳雪") == ["0 / 3", "不评定", "未打印", "未打印"]
    assert [one.stage.detail for one in tab.steps._buttons] == [
        "0 / 5", "0 / 4", "0 / 5", "0 / 5", "0 / 5",
    ]  # fmt: skip
    assert "正式党员 4 名，预备党员 1 名（不评定等次）" in texts(tab)


def test_the_three_parts_reach_the_book_after_a_pause(tab, qtbot, write, people):
    tab.editor._timer.setInterval(20)
    # Enter on the row leads to the first box, Tab from one to the next
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    for key in KEYS:
        box = tab.editor.parts[key].edit
        qtbot.waitUntil(box.hasFocus)
        write(box, f"{key}的话")
        qtbot.keyClick(box, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: written(people, "单雄") == tuple(f"{key}的话" for key in KEYS))
    assert cells(tab, "单雄")[0] == "已写"
    assert tab.window().isVisible()


def test_the_pause_leaves_the_sentence_and_the_cursor_alone(tab, qtbot, people):
    tab.editor._timer.setInterval(20)
    box = tab.editor.parts["strengths"].edit
    box.setFocus()
    qtbot.keyClicks(box, "one ")
    qtbot.waitUntil(lambda: written(people, "单雄")[0] == "one")
    qtbot.keyClicks(box, "two")
    assert box.toPlainText() == "one two"
    assert tab.editor.save()
    assert written(people, "单雄")[0] == "one two"


def test_another_row_keeps_what_was_written_on_the_first(tab, qtbot, write, people):
    write(tab.editor.parts["strengths"].edit, "工作扎实")
    choose(tab, qtbot, "张三")
    assert written(people, "单雄")[0] == "工作扎实"
    assert tab.editor.member_id() == people["张三"]
    assert tab.editor.parts["strengths"].text() == ""
    qtbot.keyClick(tab.table, Qt.Key.Key_Up)
    qtbot.keyClick(tab.table, Qt.Key.Key_Up)
    assert tab.editor.parts["strengths"].text() == "工作扎实"


@pytest.mark.parametrize("leave", ["tab", "year", "close"])
def test_leaving_keeps_what_was_written(tab, qtbot, write, people, leave):
    window = tab.window()
    write(tab.editor.parts["direction"].edit, "多学习")
    if leave == "tab":
        qtbot.keyClick(window, Qt.Key.Key_5, CTRL)
        assert window.page_key() == "dues"
    elif leave == "year":
        window.set_year(2024)
        assert tab.editor.parts["direction"].text() == ""
    else:
        window.close()
    assert written(people, "单雄")[2] == "多学习"


def test_what_cannot_be_written_keeps_the_user_with_his_words(  # noqa: PLR0917
    tab, qtbot, write, people, answer, monkeypatch, front
):
    def full(*_rest: object) -> None:
        raise AppError("磁盘已满。")

    write(tab.editor.parts["strengths"].edit, "不能丢的话")
    monkeypatch.setattr(appraisal, "save", full)
    answer(MessageDialog, lambda dialog: dialog.reject())
    choose(tab, qtbot, "张三")
    assert tab.table.current_key() == people["单雄"]
    front(tab.window())
    answer(MessageDialog, lambda dialog: dialog.reject())
    qtbot.keyClick(tab.window(), Qt.Key.Key_5, CTRL)
    assert tab.window().page_key() == "appraisal"
    assert tab.editor.parts["strengths"].text() == "不能丢的话"
    monkeypatch.undo()
    assert tab.editor.save()
    assert written(people, "单雄")[0] == "不能丢的话"


def test_a_change_elsewhere_leaves_the_unsaved_words(tab, write, people):
    write(tab.editor.parts["strengths"].edit, "还没有写完")
    roster.save(people["单雄"], {"job": "董事长"})
    tab.session.tell_changed()
    assert tab.editor.parts["strengths"].text() == "还没有写完"
    assert any("董事长" in text for text in texts(tab.editor))


def test_the_paper_tells_how_much_it_holds(tab, write):
    box = tab.editor.parts["weaknesses"]
    write(box.edit, "学" * 50)
    assert any(text.startswith("50 / ") for text in texts(box))
    write(box.edit, "学" * 400)
    assert any("纸上放不下" in text for text in texts(box))


def test_ctrl_z_in_a_box_takes_back_typing_and_elsewhere_the_last_change(tab, qtbot, people):
    box = tab.editor.parts["strengths"].edit
    box.setFocus()
    qtbot.keyClicks(box, "abc")
    assert tab.editor.save()
    qtbot.keySequence(box, QKeySequence("Ctrl+Z"))
    assert box.toPlainText() == ""
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Z, CTRL)
    # leaving wrote the empty box; that was the last change
    assert written(people, "单雄")[0] == "abc"
    assert box.toPlainText() == "abc"


# -- grades --------------------------------------------------------------------------------------


def test_a_grade_is_one_click(tab, press, people, qtbot):
    press(tab.editor.grades, "合格")
    assert appraisal.entry(YEAR, people["单雄"]).grade == "合格"
    assert cells(tab, "单雄")[1] == "合格"
    press(tab.editor.grades, "优秀")
    assert appraisal.entry(YEAR, people["单雄"]).grade == "优秀"
    choose(tab, qtbot, "欧阳雪")
    assert not tab.editor.grades.isVisible()
    assert "预备党员参加评议，不评定等次。" in texts(tab.editor)


def test_too_many_excellent_ones_are_said_and_not_forbidden(tab, press, people, qtbot):
    fill(people)
    press(tab.editor.grades, "优秀")
    assert "优秀 1 / 最多 1（正式党员 4 名）" in texts(tab.editor)
    choose(tab, qtbot, "解小芳")
    press(tab.editor.grades, "优秀")
    assert "优秀 2 / 最多 1（正式党员 4 名）" in texts(tab.editor)
    assert any("超过上限" in text for text in texts(tab.editor.foot))
    assert tab.editor.foot.print_button.isEnabled()
    assert tab.editor.quota.toolTip().startswith("依据：")


def test_the_arrows_choose_a_grade(tab, qtbot, people):
    tab.editor.grades.setFocus()
    first = QApplication.focusWidget()
    assert first.text() == "优秀"
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert QApplication.focusWidget().text() == "合格"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert appraisal.entry(YEAR, people["单雄"]).grade == "合格"


# -- what is missing -----------------------------------------------------------------------------


def test_what_is_missing_blocks_the_print_and_leads_to_its_box(tab, press, people, qtbot):
    foot = tab.editor.foot
    assert not foot.print_button.isEnabled()
    assert {"“成绩和优点”还没有写", "“问题和不足”还没有写", "“努力方向”还没有写"} <= set(
        texts(foot)
    )
    press(foot, "“问题和不足”还没有写 去补")
    qtbot.waitUntil(tab.editor.parts["weaknesses"].edit.hasFocus)
    fill(people, "单雄")
    tab.session.tell_changed()
    assert foot.print_button.isEnabled()
    assert "可以签字：没有缺项" in texts(foot)


def test_what_the_roster_lacks_leads_there(tab, people, qtbot, press, answer):
    fill(people, "买买提·艾力")
    roster.save(people["买买提·艾力"], {"birth_day": ""})
    tab.session.tell_changed()
    choose(tab, qtbot, "买买提·艾力")
    assert not tab.editor.foot.print_button.isEnabled()
    opened: list[bool] = []

    def look(dialog: MemberDialog) -> None:
        opened.append(dialog.form.fields["birth_day"].widget.isAncestorOf(dialog.focusWidget()))
        dialog.reject()

    answer(MemberDialog, look)
    press(tab.editor.foot, "名册里缺出生日期 去补")
    qtbot.waitUntil(lambda: opened == [True])
    assert tab.window().page_key() == "roster"


def test_more_than_three_gaps_are_counted(tab, people, qtbot):
    roster.save(people["张三"], {"sex": "", "birth_day": "", "id_number": ""})
    tab.session.tell_changed()
    choose(tab, qtbot, "张三")
    assert "另外还有 2 项" in texts(tab.editor.foot)


# -- paper ---------------------------------------------------------------------------------------


def test_two_copies_are_issued_shown_and_kept(tab, press, people, saved_pdf):
    fill(people)
    tab.session.tell_changed()
    target = saved_pdf()
    press(tab.editor.foot, "打印两份")
    saved_pdf.wait(target)
    paper = appraisal.entry(YEAR, people["单雄"]).document
    assert target.read_bytes() == documents.content(paper.id)
    assert cells(tab, "单雄")[2:] == ["待书记签", "待书记签"]
    assert [one.stage.detail for one in tab.steps._buttons][2] == "1 / 5"
    # what comes next is the signature, and the paper can be seen again
    assert not tab.editor.foot.print_button.isVisible()
    assert tab.editor.foot.step_button.text() == "登记：书记已签"


def test_printing_again_is_the_same_paper(tab, press, people, saved_pdf):
    fill(people)
    tab.session.tell_changed()
    first = saved_pdf("一.pdf")
    press(tab.editor.foot, "打印两份")
    saved_pdf.wait(first)
    again = saved_pdf("二.pdf")
    press(tab.editor.foot, "预览和打印")
    assert again.read_bytes() == first.read_bytes()
    assert len(documents.issued(YEAR)) == 1


def test_changed_words_are_printed_anew(tab, press, people, saved_pdf, write):
    fill(people)
    tab.session.tell_changed()
    first = saved_pdf("一.pdf")
    press(tab.editor.foot, "打印两份")
    saved_pdf.wait(first)
    write(tab.editor.parts["strengths"].edit, "又做了一件事")
    assert tab.editor.save()
    assert any("需要重新打印" in text for text in texts(tab.editor.foot))
    assert cells(tab, "单雄")[0] == "有改动"
    again = saved_pdf("二.pdf")
    press(tab.editor.foot, "重新打印两份")
    saved_pdf.wait(again)
    assert [bool(one.void_reason) for one in documents.issued(YEAR)] == [True, False]
    assert not any("需要重新打印" in text for text in texts(tab.editor.foot))


def issue(people, *members: str) -> None:
    """Print the forms of these members, as the command line does."""
    from app.registers import appraisal as register
    from app.services import jobs

    chosen = [appraisal.entry(YEAR, people[name]) for name in members or ORDER]
    jobs.run(register.issue(YEAR, chosen))


def advance(people, name: str, step: str) -> None:
    paper = appraisal.entry(YEAR, people[name]).document
    documents.advance(paper.copies, step, date.today().isoformat())


@pytest.mark.parametrize(("wanted", "papers"), [(True, 2), (False, 1)])
def test_a_signed_form_is_replaced_only_after_a_question(  # noqa: PLR0917
    tab, press, people, answer, saved_pdf, wanted, papers
):
    fill(people)
    issue(people, "单雄")
    advance(people, "单雄", "secretary_signed")
    appraisal.save(YEAR, people["单雄"], {"strengths": "改过的话"})
    tab.session.tell_changed()

    def choose_one(dialog: MessageDialog) -> None:
        assert any("单雄已经登记过签字" in text for text in texts(dialog))
        press(dialog, "重新打印" if wanted else "不打印")

    answer(MessageDialog, choose_one)
    target = saved_pdf() if wanted else None
    press(tab.editor.foot, "重新打印两份")
    if target:
        saved_pdf.wait(target)
    assert len(documents.issued(YEAR)) == papers


def menu(tab: AppraisalTab, words: str) -> None:
    """Choose from the menu of 打印."""
    entry = next(one for one in tab.print_button.menu().actions() if one.text() == words)
    assert entry.isEnabled()
    entry.trigger()


def test_all_that_is_ready_is_printed_and_the_rest_named(tab, press, people, answer, saved_pdf):
    fill(people, "单雄", "张三")
    tab.session.tell_changed()

    def go_on(dialog: MessageDialog) -> None:
        (sentence,) = [text for text in texts(dialog) if "还缺内容" in text]
        assert "解小芳、买买提·艾力、欧阳雪" in sentence
        press(dialog, "打印其余的")

    answer(MessageDialog, go_on)
    target = saved_pdf()
    menu(tab, "打印还没有打印的")
    saved_pdf.wait(target)
    assert [name for name in ORDER if appraisal.entry(YEAR, people[name]).document] == [
        "单雄",
        "张三",
    ]


def test_nothing_to_print_is_said(tab, people, answer):
    fill(people)
    issue(people)
    tab.session.tell_changed()
    said: list[str] = []

    def read(dialog: MessageDialog) -> None:
        said.extend(texts(dialog))
        dialog.reject()

    answer(MessageDialog, read)
    menu(tab, "打印还没有打印的")
    assert "所有人的评议表都已经打印过了。" in said


def test_ctrl_p_shows_the_form_before_it_is_printed(tab, people, qtbot, saved_pdf):
    target = saved_pdf()
    qtbot.keyClick(tab.window(), Qt.Key.Key_P, CTRL)
    assert target.read_bytes().startswith(b"%PDF")
    assert documents.issued(YEAR) == []


# -- the stages and the search -------------------------------------------------------------------


def test_a_stage_shows_who_is_not_through_it(tab, qtbot, people, press, write):
    fill(people, "单雄", "张三")
    tab.session.tell_changed()
    qtbot.mouseClick(tab.steps._buttons[0], LEFT)
    assert names(tab) == ["解小芳", "买买提·艾力", "欧阳雪"]
    assert "还没有完成“写三部分”：3 人" in texts(tab)
    # who is being written on does not vanish when the last word is there
    tab.editor._timer.setInterval(20)
    choose(tab, qtbot, "解小芳")
    for key in KEYS:
        write(tab.editor.parts[key].edit, f"{key}的话")
    qtbot.waitUntil(lambda: all(written(people, "解小芳")))
    assert names(tab) == ["解小芳", "买买提·艾力", "欧阳雪"]
    assert tab.editor.member_id() == people["解小芳"]
    press(tab, "显示全部")
    assert names(tab) == ORDER
    qtbot.mouseClick(tab.steps._buttons[0], LEFT)
    assert names(tab) == ["买买提·艾力", "欧阳雪"]
    qtbot.mouseClick(tab.steps._buttons[0], LEFT)
    assert names(tab) == ORDER


def test_a_stage_that_everybody_has_passed_says_so(tab, qtbot, people):
    fill(people)
    tab.session.tell_changed()
    qtbot.mouseClick(tab.steps._buttons[1], LEFT)
    assert names(tab) == []
    assert "这一步都完成了" in texts(tab)
    assert not tab.editor.isEnabled()


def test_searching_narrows_the_board(tab, qtbot, press):
    window = tab.window()
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    search = QApplication.focusWidget()
    qtbot.keyClicks(search, "xie")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert names(tab) == ["解小芳"]
    assert "搜索“xie”：找到 1 项" in texts(tab)
    tab.focus_search("nobody")
    assert "没有找到" in texts(tab)
    press(tab, "显示全部")
    assert names(tab) == ORDER


# -- signatures ----------------------------------------------------------------------------------


def test_a_copy_goes_its_way_step_by_step(tab, press, people, qtbot, answer):
    fill(people)
    issue(people, "单雄")
    tab.session.tell_changed()
    said = ["书记已签", "已与本人见面", "本人已签", "已收回", "已归档", "已交本人"]
    for step in said:
        assert tab.editor.foot.step_button.text() == f"登记：{step}"
        answer(SigningDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
        press(tab.editor.foot, f"登记：{step}")
    assert cells(tab, "单雄")[2:] == ["已归档", "已交本人"]
    assert not tab.editor.foot.step_button.isVisible()


@pytest.mark.parametrize("day", ["2025.13.1", "2025", "tomorrow", "early"])
def test_a_wrong_day_is_refused_and_nothing_is_noted(tab, press, people, answer, day):
    fill(people)
    issue(people, "单雄")
    tab.session.tell_changed()
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    written_day = {"tomorrow": tomorrow, "early": "2020-01-01"}.get(day, day)

    def try_it(dialog: SigningDialog) -> None:
        dialog.day.line.setText(written_day)
        press(dialog, "登记")
        complaints = [dialog.error.text(), dialog.day.error.text()]
        assert dialog.isVisible()
        assert any(complaints)
        press(dialog, "取消")

    answer(SigningDialog, try_it)
    press(tab.editor.foot, "登记：书记已签")
    assert cells(tab, "单雄")[2:] == ["待书记签", "待书记签"]


def test_many_are_noted_at_once_and_taken_back(tab, press, people, answer, qtbot):
    fill(people)
    issue(people)
    tab.session.tell_changed()

    def note(dialog: SigningDialog) -> None:
        press(dialog, "登记")
        assert dialog.error.text() == "请勾选已经做完的份。"
        press(dialog, "全选")
        assert "已选 10 份，共 10 份" in texts(dialog)
        # one member has signed nothing, another one only his own copy
        dialog._lines[4].name.click()
        dialog._lines[3].boxes[0].click()
        assert not dialog._lines[3].name.isChecked()
        assert "已选 7 份，共 10 份" in texts(dialog)
        press(dialog, "登记")

    answer(SigningDialog, note)
    press(tab, "登记签字…")
    assert cells(tab, "单雄")[2:] == ["待与本人见面", "待与本人见面"]
    assert cells(tab, "买买提·艾力")[2:] == ["待书记签", "待与本人见面"]
    assert cells(tab, "欧阳雪")[2:] == ["待书记签", "待书记签"]
    (toast,) = tab.window().findChildren(Toast)
    assert toast.sentence.text() == "已登记“书记已签”：7 份。"
    press(toast, "撤销")
    assert cells(tab, "单雄")[2:] == ["待书记签", "待书记签"]


def test_nothing_to_sign_is_said(tab, press, answer):
    def read(dialog: SigningDialog) -> None:
        assert any("现在没有等待签字的文件" in text for text in texts(dialog))
        press(dialog, "关闭")

    answer(SigningDialog, read)
    press(tab, "登记签字…")


# -- the year's facts ----------------------------------------------------------------------------


def test_the_facts_of_the_year(tab, press, people, answer, qtbot):
    def fill_in(dialog: YearDialog) -> None:
        assert dialog.cutoff.line.placeholderText() == "如 2025.12.31"
        dialog.day.line.setText("2025.3")
        press(dialog, "保存")
        assert "请写完整的日期" in dialog.day.error.text()
        dialog.day.line.clear()
        qtbot.keyClicks(dialog.day.line, "2025.12.20")
        qtbot.keyClicks(dialog.cutoff.line, "20250228")
        dialog.show_grade.click()
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    answer(YearDialog, fill_in)
    press(tab, "设置…")
    facts = appraisal.year_facts(YEAR)
    assert (facts.day, facts.cutoff, facts.show_grade) == ("2025-12-20", date(2025, 2, 28), True)
    # who was admitted after that day does not take part
    assert names(tab) == FULL
    assert "还没有评定等次" in texts(tab.editor.foot) or "另外还有 1 项" in texts(tab.editor.foot)


# -- only to look at -----------------------------------------------------------------------------


def test_a_book_that_is_open_elsewhere_can_only_be_read(office, people, qtbot, saved_pdf):
    fill(people)
    issue(people, "单雄")
    before = journal.newest_change()
    tab = office("appraisal", read_only=True).tab()
    foot = tab.editor.foot
    assert not tab.settings_button.isEnabled()
    assert not tab.sign_button.isEnabled()
    assert not tab.editor.grades.isEnabled()
    assert not foot.step_button.isVisible()
    qtbot.keyClicks(tab.editor.parts["strengths"].edit, "abc")
    assert tab.editor.parts["strengths"].text() == "单雄的成绩和优点"
    choose(tab, qtbot, "张三")
    assert not foot.print_button.isEnabled()
    target = saved_pdf()
    qtbot.mouseClick(foot.preview_button, LEFT)
    assert target.exists()
    qtbot.keyClick(tab.window(), Qt.Key.Key_N, CTRL)
    entries = {one.text(): one.isEnabled() for one in tab.print_button.menu().actions()}
    assert entries == {"预览全部": True, "打印还没有打印的": False, "打印全部": False}
    assert journal.newest_change() == before


def test_an_empty_roster_leads_to_it(office, press):
    window = office("appraisal")
    assert not window.tab().editor.isEnabled()
    press(window.tab(), "去党员名册")
    assert window.page_key() == "roster"


def test_whatever_has_the_keyboard_has_a_name(tab, people, qtbot):
    fill(people)
    issue(people, "单雄")
    tab.session.tell_changed()
    tab.table.setFocus()
    seen: list[str] = []
    for _step in range(30):
        widget = QApplication.focusWidget()
        if not tab.isAncestorOf(widget):
            break
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert name, widget
        seen.append(name)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen[0] == "参加评议的党员"
    for words in ("成绩和优点", "问题和不足", "努力方向", "预览和打印", "登记：书记已签"):
        assert words in seen
    assert seen.index("成绩和优点") < seen.index("努力方向") < seen.index("登记：书记已签")
