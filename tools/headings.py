"""Write docs/headings.md: the headings that an import understands, from the fields themselves.

``python tools/headings.py`` writes the page; a test fails when it is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
PAGE = TOP / "docs" / "headings.md"
sys.path.insert(0, str(TOP))

from app.columns import COLUMNS, SECTIONS, Column  # noqa: E402
from app.services.roster_cells import CHOICE_WORDS, NO_WORDS, YES_WORDS  # noqa: E402
from app.services.roster_headings import ENDINGS, RUNNING  # noqa: E402

_HEAD = """\
# 导入名册：认得的表头

<!-- 由 tools/headings.py 生成，请不要直接修改。 -->

导入名册时，程序按表头认出每一列是什么。下面是全部认得的写法；没有认出的列，可以在“对列”一步自己指定，
程序会记住，下次遇到同样的表头时可以直接沿用。本支部的自定义字段按它的名称认。

写法不必一字不差：

- 空格、换行、冒号、星号和括号里的说明不影响，“姓 名”“*手机号：”“身份证号(18位)”都认得；全角和半角一样。
- 以{endings}结尾的可以互换：表里写“入党年月”，按“入党时间”认。
- 表头可以有两层，例如“学历”下面分“全日制教育”“在职教育”。
- 表头不必在第一行，上面可以有标题；表头以下的分组行、小计、合计和填表人等不当作人员。
- 日期可以写成 1985-03-12、1985.3、1985年3月12日、19850312，也可以是表格里的日期；只知道年月或者年份的照样写。
- {running}这样的列不导入。
- 两列是同一个栏目的，用左边的一列，另一列在“对列”一步标出来。
- 没有表头的几行（例如从别处复制来的），按内容认出姓名、公民身份号码、手机号码、性别和人员类别，其余的列自己指定。
"""

_KINDS = {
    "day": "日期",
    "id": "18 位，校验码要对；单元格格式须是文本",
    "phone": "号码中的空格、短横和 +86 会去掉",
    "number": "数字",
    "post": "职务名称；没有的空着或写“无”",
}


def page() -> str:
    """The text of the page."""
    parts = [_HEAD.format(endings=_quoted(ENDINGS), running=_quoted(_shown_running()))]
    for section, title in SECTIONS:
        parts.append(f"## {title}\n")
        parts.append("| 栏目 | 也可以写成 | 内容 |\n| --- | --- | --- |")
        parts += [_line(column) for column in COLUMNS if column.section == section]
        parts.append("")
    return "\n".join(parts)


def _line(column: Column) -> str:
    titles = "、".join(column.synonyms)
    name = f"**{column.title}**（必须有）" if column.required else column.title
    return f"| {name} | {titles} | {_content(column)} |"


def _content(column: Column) -> str:
    if column.kind == "choice":
        others = CHOICE_WORDS.get(column.key, {})
        words = [_choice(choice, others) for choice in column.choices]
        return "；".join(words)
    if column.kind == "yes_no":
        return f"{'、'.join(YES_WORDS[:4])} 等是“是”，{'、'.join(NO_WORDS[:3])} 等是“否”"
    return _KINDS.get(column.kind, "")


def _choice(choice: str, others: dict[str, str]) -> str:
    same = [word for word, meant in others.items() if meant == choice and not word.isascii()]
    return f"{choice}（{'、'.join(same)}）" if same else choice


def _quoted(words: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return "".join(f"“{word}”" for word in words)


def _shown_running() -> list[str]:
    shown = (word for word in RUNNING if not word.isascii() and len(word) > 1)
    return sorted(shown, key=lambda word: (len(word), word))


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(TOP)} is written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
