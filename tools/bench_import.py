"""The import of a whole district's sheet, 200,000 rows of 13 columns, phase by phase.

Pieces of code for ``tools/bench.py``, which gives them ``folder`` and ``done``.
"""

from __future__ import annotations

ROWS = 200_000

# written by hand: a library would take longer than all that is measured
MAKE = f"""
import random, zipfile
from datetime import date, timedelta
from app.services.people import check_digit
chance = random.Random(7)
def line(cells):
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{{cell}}</t></is></c>' for cell in cells) + "</row>"
def person(row):
    birth = date(1955, 1, 1) + timedelta(days=row % 16000)
    order = row // 16000 * 7 + 1
    body = f"999901{{birth:%Y%m%d}}{{order:03d}}"
    name = "王李张刘陈杨黄赵周吴"[row % 10] + chance.choice("国建志海春晓文明") + chance.choice("强敏芳军杰丽平涛")
    return (row, name, "男" if order % 2 else "女", body + check_digit(body), "汉族", f"{{birth:%Y.%m.%d}}",
            "大学本科", "正式党员", "2010年7月1日", "2011.7.1", "技术员", f"1390{{row:07d}}", f"青溪街道{{row}}号")
heads = "序号 姓名 性别 公民身份号码 民族 出生日期 学历 人员类别 入党日期 转正日期 工作岗位 手机号码 家庭住址".split()
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
package = "http://schemas.openxmlformats.org/package/2006/"
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
def relation(what, target):
    return f'<Relationships xmlns="{{package}}relationships"><Relationship Id="r1" Type="{{office}}/{{what}}" Target="{{target}}"/></Relationships>'
with zipfile.ZipFile(folder / "district.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
    file.writestr("[Content_Types].xml", f'<Types xmlns="{{package}}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{{kind}}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{{kind}}.worksheet+xml"/></Types>')
    file.writestr("_rels/.rels", relation("officeDocument", "xl/workbook.xml"))
    file.writestr("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"))
    file.writestr("xl/workbook.xml", f'<workbook xmlns="{{main}}" xmlns:r="{{office}}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>')
    with file.open("xl/worksheets/sheet1.xml", "w") as sheet:
        sheet.write(f'<worksheet xmlns="{{main}}"><sheetData>{{line(heads)}}'.encode())
        for row in range(1, {ROWS} + 1):
            sheet.write(line(person(row)).encode())
        sheet.write(b"</sheetData></worksheet>")
done(0)
"""

#: Reads, compares, writes, and compares the same sheet again; prints the seconds of each.
PHASES = f"""
from app.services import book, branch, roster_import
from app.services.jobs import run
current = book.create(folder / "district.zbtz", branch.BranchFacts("测速支部"))
current.changes_at_open = sys.maxsize  # no copy of it is wanted
path, seconds = folder / "district.xlsx", []
def timed(job):
    start = time.perf_counter()
    result = run(job)
    seconds.append(time.perf_counter() - start)
    return result
table = timed(roster_import.open_table(path))
plan = timed(roster_import.compared(path.name, table))
assert timed(roster_import.apply(current, plan))["new"] == {ROWS}
plan = timed(roster_import.compared(path.name, table))
assert plan.count("same") == {ROWS}
book.close(current)
print(json.dumps(seconds))
done(sum(seconds))
"""
