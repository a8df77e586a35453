"""The branch's own facts and settings, and the rules with these laid over them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from app import __version__, log
from app.errors import AppError
from app.i18n import _
from app.models.branch import Branch, Setting, Unit
from app.paths import RESOURCES
from app.rules.book import NoRule, RuleBook
from app.rules.minutes import REQUIRED
from app.rules.values import Rule
from app.services.journal import action

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements import Imprint


@dataclass(frozen=True)
class BranchFacts:
    """What a book knows of its branch.

    ``fonds_code`` is 全宗号, ``office_code`` 机构代码, ``code`` 党组织编码, ``kind`` 组织类别
    (党支部, 联合党支部 …), ``setup`` 组建方式 (单建, 联建, 挂靠), ``phone`` the secretary's.
    """

    name: str
    enterprise: str = ""
    upper: str = ""
    secretary: str = ""
    phone: str = ""
    credit_code: str = ""
    founded: str = ""
    fonds_code: str = ""
    office_code: str = "DZB"
    practice: bool = False
    short_name: str = ""
    code: str = ""
    kind: str = "党支部"
    setup: str = "单建"
    contact: str = ""
    landline: str = ""
    address: str = ""
    postcode: str = ""
    upper_address: str = ""
    upper_phone: str = ""
    upper_fax: str = ""
    upper_postcode: str = ""


def facts() -> BranchFacts:
    """The facts of the open book's branch."""
    row = Branch.select().get()
    values = {name: getattr(row, name) for name in BranchFacts.__dataclass_fields__}
    return BranchFacts(**{**values, "practice": bool(row.practice)})


def save(new: BranchFacts) -> None:
    """Change the branch's facts.

    Raises:
        AppError: the name is missing, or a code cannot stand in a file number.
    """
    check(new)
    with action(_("修改支部信息")):
        row = Branch.select().get()
        for name, value in asdict(new).items():
            setattr(row, name, int(value) if isinstance(value, bool) else value)
        row.save()
        # the row of the own enterprise repeats its name and code
        Unit.update(name=new.enterprise, credit_code=new.credit_code).where(Unit.own == 1).execute()


def check(new: BranchFacts) -> None:
    """Refuse facts that a book cannot be made with.

    Raises:
        AppError: the name is missing, or a code cannot stand in a file number.
    """
    if not new.name.strip():
        raise AppError(_("请填写党支部名称。"))
    for code, title in ((new.fonds_code, _("全宗号")), (new.office_code, _("机构代码"))):
        if code and not (code.isascii() and code.isalnum()):
            raise AppError(_("{title}只能用字母和数字。").format(title=title))
    if not new.office_code:
        raise AppError(_("请填写机构代码，例如 DZB。"))


def created() -> str:
    """The day on which the book was begun."""
    return str(Branch.select(Branch.created).scalar() or "")


def imprint(secrecy: str = "") -> Imprint:
    """What every sheet of this branch carries."""
    from app.services import statements

    branch = facts()
    return statements.Imprint(
        branch=branch.name,
        program=f"支部台账 {__version__}",
        practice=branch.practice,
        secrecy=secrecy,
    )


def rules() -> RuleBook:
    """The rules, with the branch's own decisions laid over the national ones.

    A decision that the rules of this program do not take is left out: the book must open.
    """
    book = _national()
    for row in Setting.select():
        try:
            book = book.with_branch({row.key: json.loads(row.value)})
        except ValueError:
            log.event("setting.unfit", key=row.key)
    return book


@cache
def _national() -> RuleBook:
    return RuleBook.load(RESOURCES / "rules")


#: The settable rules that something in the program acts on; a setting without effect is not shown.
_IN_USE = (
    "appraisal.quota",
    "archive.day",
    "archive.retention.appraisal",
    "archive.retention.dues",
    "archive.retention.minutes",
    "archive.retention.plan",
    "archive.retention.roster",
    "archive.retention.transfer",
    "archive.retention.working",
    "committee.request_months",
    *(f"minutes.{kind}" for kind in REQUIRED),
    "roster.mobile_contact_days",
    "transfers.accept_days",
    "transfers.city_days",
    "transfers.internal",
    "transfers.letter_days",
    "transfers.most_days",
)


def settings() -> tuple[Rule, ...]:
    """The rules that the branch may decide otherwise, as far as the program acts on them."""
    return tuple(rule for rule in _national().settable if rule.key in _IN_USE)


def decide(key: str, value: Any, decided_on: str) -> None:
    """Set a value that the branch decided for itself; None takes the decision back.

    Raises:
        AppError: the value does not fit the rule. Nothing is changed then.
        NoRule: the key is not for the branch to decide.
    """
    if value is not None:
        _expect_fitting(key, value)
    with action(_("修改支部设置")):
        if value is None:
            row = Setting.get_or_none(Setting.key == key)
            if row is not None:
                row.delete_instance()
            return
        row = Setting.get_or_none(Setting.key == key) or Setting(key=key)
        # amounts are kept as text, as the rule book takes them
        row.value = json.dumps(value, ensure_ascii=False, default=str)
        row.decided_on = decided_on
        row.save()


def _expect_fitting(key: str, value: Any) -> None:
    rule = next((one for one in _national().settable if one.key == key), None)
    if rule is None:
        raise NoRule(key)
    try:
        _national().with_branch({key: value})
    except ValueError as error:
        raise AppError(
            _("“{title}”不能定为“{value}”，没有保存。").format(title=_(rule.title), value=value)
        ) from error
