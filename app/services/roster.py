"""党员名册: who belongs to the branch, as at any day, and what is known of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from peewee import Field, IntegrityError

from app import dates
from app.columns import BY_KEY, COLUMNS
from app.errors import AppError
from app.i18n import N_, _
from app.models.base import tuples
from app.models.documents import Document
from app.models.dues import Payment
from app.models.roster import Fact, Member, Post
from app.rules import roster as law
from app.rules.findings import Finding
from app.services import branch, fields, people, standing
from app.services.facts import FACT_COLUMNS, LADDER, LADDER_KINDS, in_force, save_facts, states_at
from app.services.journal import action
from app.services.standing_rows import post_rank

STAGE_TITLES = {stage: title for stage, _kind, title in LADDER} | {
    "former": N_("历史党员"),
    "": N_("未定"),
}
MEMBER_STAGES = law.MEMBER_STAGES

#: Columns of ``app.columns`` that are attributes of ``Member``.
MEMBER_KEYS = tuple(column.key for column in COLUMNS if hasattr(Member, column.key))


class Person(NamedTuple):
    """One person as at a day. ``values`` holds every column of ``fields.all_columns`` as text."""

    id: int
    stage: str
    values: Mapping[str, str]
    #: (kind, day, note) in the order of the days
    facts: tuple[tuple[str, str, str], ...] = ()
    pinyin: str = ""
    initials: str = ""

    @property
    def name(self) -> str:
        """姓名."""
        return self.values["name"]

    @property
    def mobile(self) -> bool:
        """Whether the person is a 流动党员 on that day."""
        return bool(self.values["mobile"])

    @property
    def stage_title(self) -> str:
        """The stage in the field's words."""
        return STAGE_TITLES[self.stage]


@dataclass
class _Gathered:
    facts: dict[int, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[int, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))


def everybody(on: date) -> list[Person]:
    """All people of the book as at a day, in the order of their pinyin; no trashed ones."""
    return _people(on)


def members(on: date) -> list[Person]:
    """The full and probationary members as at a day, in the roster's own order (posts first)."""
    return sorted(people_of(standing.ids_in(MEMBER_STAGES, on), on), key=roster_order)


def people_of(member_ids: Iterable[int], on: date) -> list[Person]:
    """Some people as at a day, in the order of their pinyin; what others have is not read."""
    numbers = list(member_ids)
    found: list[Person] = []
    for start in range(0, len(numbers), _AT_ONCE):
        found += _people(on, numbers[start : start + _AT_ONCE])
    if len(numbers) > _AT_ONCE:
        found.sort(key=lambda one: (one.pinyin, one.id))
    return found


def person(member_id: int, on: date) -> Person:
    """One person as at a day.

    Raises:
        AppError: nobody has this number.
    """
    found = _people(on, [member_id])
    if not found:
        raise AppError(_("没有找到这个人，可能已经被撤销。"))
    return found[0]


def roster_order(one: Person) -> tuple[int, str, str]:
    """Secretary, deputy, committee members by office, then by 入党时间 (form 1.1)."""
    rank = post_rank(one.values["post"])
    return (rank, one.values["admitted"] or "9999", one.pinyin)


# so many numbers stand in one statement
_AT_ONCE = 1_000


def _people(on: date, numbers: Sequence[int] | None = None) -> list[Person]:
    """These people, or everybody."""
    gathered = _Gathered()
    facts = Fact.select(Fact.member, Fact.kind, Fact.day, Fact.note)
    posts = Post.select(Post.member, Post.title, Post.since, Post.until)
    columns: list[Field] = [Member.id, Member.pinyin, Member.initials]
    columns += [getattr(Member, key) for key in MEMBER_KEYS]
    rows = Member.select(*columns).where(Member.trashed == "")
    if numbers is not None:
        facts = facts.where(Fact.member.in_(numbers))
        posts = posts.where(Post.member.in_(numbers))
        rows = rows.where(Member.id.in_(numbers))
    for member_id, kind, day, note in tuples(facts.order_by(Fact.day, Fact.id)):
        gathered.facts[member_id].append((kind, day, note))
    for member_id, title, since, until in tuples(
        # the last one counts: a seat in the committee before the lead of a group
        posts.order_by(Post.title.contains("组长").desc(), Post.since, Post.id)
    ):
        gathered.posts[member_id].append((title, since, until))
    own = fields.own_reader(numbers)
    rows = rows.order_by(Member.pinyin, Member.id)
    return [_person(row, gathered, on, own(row[0])) for row in tuples(rows)]


def _person(
    row: tuple[object, ...], gathered: _Gathered, on: date, own: Mapping[str, str]
) -> Person:
    member_id = int(str(row[0]))
    values = dict.fromkeys(BY_KEY, "")
    values.update(zip(MEMBER_KEYS, map(str, row[3:]), strict=True))
    values.update(own)
    facts = gathered.facts.get(member_id, [])
    stage = law.stage_at([(kind, day) for kind, day, _note in facts], on)
    for kind, day, _note in facts:
        if kind in FACT_COLUMNS:
            values[kind] = day
    values["category"] = STAGE_TITLES[stage] if stage not in ("", "former") else ""
    states = states_at([(kind, day) for kind, day, _note in facts], on)
    values["mobile"] = "是" if "mobile_out" in states else ""
    values["lost"] = "是" if "lost" in states else ""
    values["lost_since"] = states.get("lost", "")
    for title, since, until in gathered.posts.get(member_id, ()):
        if in_force(since, until, on):
            values["post"], values["post_since"] = title, since
    return Person(member_id, stage, values, tuple(facts), str(row[1]), str(row[2]))


# -- entering and changing ---------------------------------------------------------------------


def save(member_id: int | None, values: Mapping[str, str]) -> int:
    """Enter a new person (``member_id`` None) or change one; returns the number.

    ``values`` by column key; a key that is not given stays as it is.

    Raises:
        AppError: the name is missing, a value cannot be read, the ID number belongs to somebody
            else, stage and dates contradict each other, or the person is no longer there.
            Nothing is changed then.
    """
    columns = fields.by_key()
    cleaned = {key: fields.clean(columns[key], text) for key, text in values.items()}
    if member_id is None and not cleaned.get("name"):
        raise AppError(_("请填写姓名。"))
    if "name" in cleaned and not cleaned["name"]:
        raise AppError(_("姓名不能空着。"))
    row = Member(name="") if member_id is None else _row(member_id)
    title = _("新增 {name}") if member_id is None else _("修改 {name}")
    with action(title.format(name=cleaned.get("name", row.name))):
        for key in MEMBER_KEYS:
            if key in cleaned:
                setattr(row, key, cleaned[key])
        _derive(row, cleaned)
        try:
            row.save()
        except IntegrityError as error:
            raise AppError(
                _("公民身份号码与名册里的另一个人相同，没有保存。请先核对是不是同一个人。")
            ) from error
        save_facts(row.id, cleaned)
        fields.write_own(row.id, cleaned)
        return int(row.id)


def _row(member_id: int) -> Member:
    row = Member.get_or_none((Member.id == member_id) & (Member.trashed == ""))
    if row is None:
        raise AppError(_("没有找到这个人，可能已经被撤销。"))
    return row


def _derive(row: Member, cleaned: Mapping[str, str]) -> None:
    if "name" in cleaned:
        keys = people.name_keys(row.name)
        row.pinyin, row.initials = keys.full, keys.initials
    if cleaned.get("id_number"):
        read = people.check_id(row.id_number)
        if read.birth_day.startswith(row.birth_day):
            row.birth_day = read.birth_day
        row.sex = row.sex or read.sex


def add_fact(member_id: int, kind: str, day: str, note: str = "") -> None:
    """Note a dated fact of a person's life, such as transferred_out.

    Raises:
        AppError: the day is missing or cannot be read, the person is no longer there, or has
            reached this stage already.
    """
    try:
        read = dates.parse_day(day)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=day)) from error
    if not read:
        raise AppError(_("请填写日期。"))
    name = _row(member_id).name
    if kind in LADDER_KINDS and Fact.get_or_none(Fact.member == member_id, Fact.kind == kind):
        raise AppError(
            _("{name}已经登记过“{fact}”，要改日期请修改这个人。").format(
                name=name, fact=_(law.FACT_TITLES[kind])
            )
        )
    with action(_("{name}：{fact}").format(name=name, fact=_(law.FACT_TITLES[kind]))):
        Fact.create(member=member_id, kind=kind, day=read, note=note.strip())


def trash(member_ids: Iterable[int]) -> int:
    """Put wrongly entered people into the trash; returns how many. Undoing brings them back.

    Raises:
        AppError: dues or printed forms are in somebody's name. Nothing is changed then.
    """
    ids = list(member_ids)
    paid = Payment.select(Payment.member).where(Payment.voided_on == "")
    printed = Document.select(Document.subject).where(
        (Document.kind == "appraisal") & (Document.void_reason == "")
    )
    used = Member.select(Member.name).where(
        Member.id.in_(ids) & (Member.id.in_(paid) | Member.id.in_(printed))
    )
    names = "、".join(name for (name,) in tuples(used))
    if names:
        raise AppError(
            _(
                "{names}已有党费登记或打印过的表格，不能移到回收站。"
                "离开支部的，请登记组织关系转出等情况。"
            ).format(names=names)
        )
    with action(_("移到回收站：{count} 人").format(count=len(ids))):
        return int(
            Member.update(trashed=date.today().isoformat()).where(Member.id.in_(ids)).execute()
        )


# -- what is known ------------------------------------------------------------------------------


def findings(values: Mapping[str, str]) -> list[Finding]:
    """What looks wrong in a person's values: dates in the wrong order, ID and birth date …"""
    return law.plausibility(values, branch.rules(), date.today())


#: So many figures in a row are looked for in ID and telephone numbers.
FIGURES = 3


def matches(one: Person, text: str) -> bool:
    """Whether a search text finds the person: characters, pinyin, initials, ID number, phone."""
    sought = sought_text(text)
    if not sought or sought in sought_text(one.name):
        return True
    if sought.isascii():
        figures = map(sought_text, (one.values["id_number"], one.values["phone"]))
        return sounds_like(one.pinyin, one.initials, sought) or (
            len(sought) >= FIGURES and any(sought in number for number in figures)
        )
    return sought in sought_text(one.values["former_name"])


def sought_text(text: str) -> str:
    """A text as it is compared: in small letters, without spaces."""
    return "".join(text.lower().split())


def sounds_like(pinyin: str, initials: str, sought: str) -> bool:
    """Whether letters are the beginning of a name's pinyin, of its initials, or of syllables."""
    return (
        pinyin.replace(" ", "").startswith(sought)
        or initials.startswith(sought)
        or _mixed(pinyin, sought)
    )


def _mixed(pinyin: str, sought: str) -> bool:
    """``zhangs`` finds zhang san: whole syllables, then the beginning of the next ones."""
    syllables = pinyin.split()
    possible = {0}
    for syllable in syllables:
        following = set()
        for start in possible:
            rest = sought[start:]
            following |= {
                start + length
                for length in range(1, len(syllable) + 1)
                if rest[:length] == syllable[:length]
            }
        if len(sought) in following:
            return True
        possible = following
    return False
