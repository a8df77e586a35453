"""Is the book whole, and does what stands in it make sense?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from app.errors import AppError
from app.i18n import _
from app.models.base import database, tuples
from app.models.documents import Document
from app.rules.findings import Finding
from app.services import attachments, documents, roster
from app.services.jobs import Job, Step


def check(today: date) -> Job[list[Finding]]:
    """Look at the whole book: the file, the issued papers, and every person.

    Hard findings say that something is damaged; the others that a person should have a look.
    """
    yield Step(0, 3, _("检查文件"))
    found = _damage()
    if found:
        # to read on would only meet the same fault
        return found
    found = _dangling()
    yield Step(1, 3, _("核对已打印的文件"))
    found += _papers() + _attachments()
    yield Step(2, 3, _("检查名册"))
    found += people(today)
    return found


def _damage() -> list[Finding]:
    # the first finds changed bytes of an encrypted book, the second a broken structure
    for pragma in ("cipher_integrity_check", "integrity_check"):
        try:
            answer = [row[0] for row in database.execute_sql(f"PRAGMA {pragma}")]
        except AppError as error:
            return [Finding("hard", error.sentence)]
        faults = [one for one in answer if one != "ok"]
        if faults:
            message = _("账簿文件已损坏（{count} 处）。请用“备份与恢复”找回最近的备份。")
            return [Finding("hard", message.format(count=len(faults)))]
    return []


def _dangling() -> list[Finding]:
    dangling = list(database.execute_sql("PRAGMA foreign_key_check"))
    if not dangling:
        return []
    message = _("有 {count} 条记录指向不存在的人或文件。").format(count=len(dangling))
    return [Finding("hard", message)]


def _papers() -> list[Finding]:
    found = []
    for (document_id,) in tuples(Document.select(Document.id).order_by(Document.id)):
        try:
            documents.content(document_id)
        except AppError as error:
            found.append(Finding("hard", error.sentence, "documents"))
    return found


def _attachments() -> list[Finding]:
    found = []
    for number in attachments.numbers():
        try:
            attachments.content(number)
        except AppError as error:
            found.append(Finding("hard", error.sentence, "attachments"))
    return found


def people(today: date) -> list[Finding]:
    """What looks wrong in the roster, each finding with the name and a jump to the person."""
    found: list[Finding] = []
    same: dict[tuple[str, str], list[roster.Person]] = defaultdict(list)
    for one in roster.everybody(today):
        same[one.name, one.values["birth_day"]].append(one)
        found += [
            Finding(
                finding.strength,
                _("{name}：{message}").format(name=one.name, message=finding.message),
                finding.field,
                finding.cite,
                f"roster:{one.id}:{finding.field}",
            )
            for finding in roster.findings(one.values)
        ]
    for (name, birth), twins in same.items():
        if birth and len(twins) > 1:
            message = _("{name}在名册里出现了 {count} 次，出生日期相同，可能是同一个人。")
            found.append(
                Finding(
                    "general",
                    message.format(name=name, count=len(twins)),
                    "name",
                    jump=f"roster:{twins[0].id}:name",
                )
            )
    secretaries = [
        one
        for one in roster.members(today)
        if one.values["post"] in ("书记", "党支部书记", "支部书记")
    ]
    if len(secretaries) > 1:
        names = "、".join(one.name for one in secretaries)
        found.append(
            Finding("general", _("有两名以上在任书记：{names}。").format(names=names), "post")
        )
    return found
