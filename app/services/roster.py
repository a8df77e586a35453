"""党员名册: who belongs to the branch, as at any day, and what is known of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from peewee import Field, IntegrityError

from app import dates
from app.columns import BY_KEY, CATEGORIES, COLUMNS, Column, ethnic_name
from app.errors import AppError
from app.i18n import _
from app.models.appraisal import Appraisal
from app.models.base import tuples
from app.models.roster import Fact, Member, Post
from app.rules import roster as law
from app.rules.findings import Finding
from app.services import people
from app.services.journal import action

#: The ladder from the first application on: stage, the fact that reaches it, and its title.
LADDER: tuple[tuple[str, str, str], ...] = (
    ("applicant", "applied", "入党申请人"),
    ("activist", "activist", "入党积极分子"),
    ("prospect", "prospect", "发展对象"),
    ("probationary", "admitted", "预备党员"),
    ("full", "confirmed", "正式党员"),
)
STAGE_TITLES = {stage: title for stage, _kind, title in LADDER} | {"former": "历史党员", "": "未定"}
MEMBER_STAGES = ("full", "probationary")

_FACT_OF_CATEGORY = {title: kind for _stage, kind, title in LADDER}
_LADDER_KINDS = tuple(kind for _stage, kind, _title in LADDER)
_FACT_COLUMNS = (*_LADDER_KINDS, "transferred_in")
#: Columns of ``app.columns`` that are attributes of ``Member``.
MEMBER_KEYS = tuple(column.key for column in COLUMNS if hasattr(Member, column.key))

# What the yearly statistics and the letters ask of every member of the Party.
_NEEDED = (
    "sex", "id_number", "birth_day", "ethnic", "native_place", "education", "work_start",
    "job", "phone", "address",
)  # fmt: skip
_NEEDED_OF_MEMBERS = ("admitted", "sponsors")


@dataclass(frozen=True)
class Person:
    """One person as at a day. ``values`` holds every column of ``app.columns`` as text."""

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
    return _people(on, Member.trashed == "")


def members(on: date) -> list[Person]:
    """The full and probationary members as at a day, in the roster's own order (posts first)."""
    found = [person for person in everybody(on) if person.stage in MEMBER_STAGES]
    return sorted(found, key=roster_order)


def person(member_id: int, on: date) -> Person:
    """One person as at a day.

    Raises:
        AppError: nobody has this number.
    """
    found = _people(on, Member.id == member_id)
    if not found:
        raise AppError(_("没有找到这个人，可能已经被撤销。"))
    return found[0]


_POST_ORDER = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "委员", "组长")


def roster_order(one: Person) -> tuple[int, str, str]:
    """Secretary, deputy, committee members by office, then by 入党时间 (form 1.1)."""
    post = one.values["post"]
    rank = next(
        (index for index, word in enumerate(_POST_ORDER) if post.endswith(word)), len(_POST_ORDER)
    )
    if post.endswith("副书记"):
        rank = 1
    return (rank if post else len(_POST_ORDER) + 1, one.values["admitted"] or "9999", one.pinyin)


def _people(on: date, condition: object) -> list[Person]:
    gathered = _Gathered()
    facts = Fact.select(Fact.member, Fact.kind, Fact.day, Fact.note).order_by(Fact.day, Fact.id)
    for member_id, kind, day, note in tuples(facts):
        gathered.facts[member_id].append((kind, day, note))
    posts = Post.select(Post.member, Post.title, Post.since, Post.until)
    for member_id, title, since, until in tuples(posts.order_by(Post.since, Post.id)):
        gathered.posts[member_id].append((title, since, until))
    fields: list[Field] = [Member.id, Member.pinyin, Member.initials]
    fields += [getattr(Member, key) for key in MEMBER_KEYS]
    query = Member.select(*fields).where(condition).order_by(Member.pinyin, Member.id)
    return [_person(row, gathered, on) for row in tuples(query)]


def _person(row: tuple[object, ...], gathered: _Gathered, on: date) -> Person:
    member_id = int(str(row[0]))
    values = dict.fromkeys(BY_KEY, "")
    values.update(zip(MEMBER_KEYS, map(str, row[3:]), strict=True))
    facts = gathered.facts.get(member_id, [])
    stage = law.stage_at([(kind, day) for kind, day, _note in facts], on)
    for kind, day, _note in facts:
        if kind in _FACT_COLUMNS:
            values[kind] = day
    values["category"] = STAGE_TITLES[stage] if stage not in ("", "former") else ""
    states = _states_at(facts, on)
    values["mobile"] = "是" if "mobile_out" in states else ""
    values["lost"] = "是" if "lost" in states else ""
    values["lost_since"] = states.get("lost", "")
    for title, since, until in gathered.posts.get(member_id, ()):
        if _in_force(since, until, on):
            values["post"], values["post_since"] = title, since
    return Person(member_id, stage, values, tuple(facts), str(row[1]), str(row[2]))


_ENDS = {"mobile_out": "mobile_back", "lost": "found"}


def _states_at(facts: Iterable[tuple[str, str, str]], on: date) -> dict[str, str]:
    """The states that last on a day (mobile_out, lost), with the day on which each began."""
    states: dict[str, str] = {}
    for kind, day, _note in facts:
        begun = dates.first_day(day)
        if begun is not None and begun > on:
            continue
        if kind in _ENDS:
            states[kind] = day
        for opened, closing in _ENDS.items():
            if kind == closing:
                states.pop(opened, None)
    return states


def _in_force(since: str, until: str, on: date) -> bool:
    start, end = dates.first_day(since), dates.last_day(until)
    return (start is None or start <= on) and (end is None or end >= on)


# -- entering and changing ---------------------------------------------------------------------


def clean(column: Column, text: str) -> str:
    """A value as the book keeps it, from what was typed.

    Raises:
        AppError: not a day, not a citizen ID number, not one of the choices.
    """
    text = text.strip()
    if not text:
        return ""
    if column.key == "name":
        return people.join_name(text)
    if column.key == "ethnic":
        return ethnic_name(text)
    if column.kind == "day":
        try:
            return dates.parse_day(text)
        except ValueError as error:
            raise AppError(
                _("{title}“{text}”不是日期。可以写 1985.3、1985年3月12日或 19850312。").format(
                    title=_(column.title), text=text
                )
            ) from error
    if column.kind == "id":
        return people.check_id(text).number
    return text


def save(member_id: int | None, values: Mapping[str, str]) -> int:
    """Enter a new person (``member_id`` None) or change one; returns the number.

    ``values`` by column key; a key that is not given stays as it is.

    Raises:
        AppError: the name is missing, a value cannot be read, the ID number belongs to somebody
            else, or stage and dates contradict each other. Nothing is changed then.
    """
    cleaned = {key: clean(BY_KEY[key], text) for key, text in values.items()}
    if member_id is None and not cleaned.get("name"):
        raise AppError(_("请填写姓名。"))
    if "name" in cleaned and not cleaned["name"]:
        raise AppError(_("姓名不能空着。"))
    name = cleaned.get("name") or Member.get_by_id(member_id).name
    title = _("新增 {name}") if member_id is None else _("修改 {name}")
    with action(title.format(name=name)):
        row = Member(name=name) if member_id is None else Member.get_by_id(member_id)
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
        return int(row.id)


def _derive(row: Member, cleaned: Mapping[str, str]) -> None:
    if "name" in cleaned:
        keys = people.name_keys(row.name)
        row.pinyin, row.initials = keys.full, keys.initials
    if cleaned.get("id_number"):
        read = people.check_id(row.id_number)
        row.birth_day = row.birth_day or read.birth_day
        row.sex = row.sex or read.sex


def save_facts(member_id: int, cleaned: Mapping[str, str]) -> None:
    """Bring a person's facts and post to what was entered (within an action).

    Raises:
        AppError: the category contradicts a date, such as 预备党员 with a 转正日期.
    """
    current = {row.kind: row for row in Fact.select().where(Fact.member == member_id)}
    for kind, day in fact_days(cleaned, {kind: row.day for kind, row in current.items()}).items():
        row = current.get(kind)
        if day is None:
            if row is not None:
                row.delete_instance()
        elif row is None:
            Fact.create(member=member_id, kind=kind, day=day)
        elif row.day != day:
            row.day = day
            row.save()
    if "post" in cleaned or "post_since" in cleaned:
        _save_post(member_id, cleaned)


def fact_days(cleaned: Mapping[str, str], current: Mapping[str, str]) -> dict[str, str | None]:
    """The facts that entered values ask for: a day, '' (day unknown), or None (no such fact).

    ``current`` are the days of the facts that the person has. Only kinds that change or stay
    are in the answer.

    Raises:
        AppError: the category contradicts a date.
    """
    wanted: dict[str, str | None] = {}
    for kind in _FACT_COLUMNS:
        if kind in cleaned:
            wanted[kind] = cleaned[kind] or None
    category = cleaned.get("category", "")
    if category in CATEGORIES:
        reached = _LADDER_KINDS.index(_FACT_OF_CATEGORY[category])
        for index, kind in enumerate(_LADDER_KINDS):
            if index == reached:
                wanted[kind] = wanted.get(kind) or current.get(kind, "")
            elif index > reached:
                if wanted.get(kind):
                    raise AppError(
                        _("人员类别是“{category}”，却填了{title}。请改正其中一项。").format(
                            category=category, title=_(BY_KEY[kind].title)
                        )
                    )
                wanted[kind] = None
    if "mobile" in cleaned:
        wanted["mobile_out"] = current.get("mobile_out", "") if _yes(cleaned["mobile"]) else None
    if "lost" in cleaned:
        day = cleaned.get("lost_since", current.get("lost", ""))
        wanted["lost"] = day if _yes(cleaned["lost"]) else None
    return wanted


def _yes(text: str) -> bool:
    return text in ("是", "√", "1", "有")


def _save_post(member_id: int, cleaned: Mapping[str, str]) -> None:
    today = date.today()
    row = next(
        (
            post
            for post in Post.select().where(Post.member == member_id).order_by(Post.since.desc())
            if _in_force(post.since, post.until, today)
        ),
        None,
    )
    title = cleaned.get("post", row.title if row else "")
    since = cleaned.get("post_since", row.since if row else "")
    if title in ("", "无", "—", "-"):
        if row is not None:
            row.delete_instance()
    elif row is None:
        Post.create(member=member_id, title=title, since=since)
    elif (row.title, row.since) != (title, since):
        row.title, row.since = title, since
        row.save()


def add_fact(member_id: int, kind: str, day: str, note: str = "") -> None:
    """Note a dated fact of a person's life, such as transferred_out.

    Raises:
        AppError: the day is missing or cannot be read.
    """
    try:
        read = dates.parse_day(day)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=day)) from error
    if not read:
        raise AppError(_("请填写日期。"))
    name = Member.get_by_id(member_id).name
    with action(_("{name}：{fact}").format(name=name, fact=_(law.FACT_TITLES[kind]))):
        Fact.create(member=member_id, kind=kind, day=read, note=note.strip())


def trash(member_ids: Iterable[int]) -> int:
    """Put wrongly entered people into the trash; returns how many. Undoing brings them back."""
    ids = list(member_ids)
    with action(_("移到回收站：{count} 人").format(count=len(ids))):
        return int(
            Member.update(trashed=date.today().isoformat()).where(Member.id.in_(ids)).execute()
        )


# -- what is known ------------------------------------------------------------------------------


def missing(one: Person) -> list[str]:
    """Keys of the columns that this person's stage asks for and that are still empty."""
    if one.stage == "former":
        return []
    keys = list(_NEEDED)
    if one.stage in MEMBER_STAGES:
        keys += _NEEDED_OF_MEMBERS
    if one.stage == "full":
        keys.append("confirmed")
    if one.stage == "applicant":
        keys.append("applied")
    return [key for key in keys if not one.values[key]]


def findings(values: Mapping[str, str]) -> list[Finding]:
    """What looks wrong in a person's values: dates in the wrong order, ID and birth date …"""
    return law.plausibility(values)


def timeline(one: Person) -> list[tuple[str, str]]:
    """(day, what happened) of a person's life, newest first."""
    lines = [
        (day, _(law.FACT_TITLES[kind]) + (f"（{note}）" if note else ""))
        for kind, day, note in one.facts
        if kind in law.FACT_TITLES
    ]
    posts = Post.select(Post.title, Post.since, Post.until).where(Post.member == one.id)
    for title, since, until in tuples(posts):
        lines.append((since, _("任{post}").format(post=title)))
        if until:
            lines.append((until, _("不再担任{post}").format(post=title)))
    graded = Appraisal.select(Appraisal.year, Appraisal.grade).where(
        (Appraisal.member == one.id) & (Appraisal.grade != "")
    )
    for year, grade in tuples(graded):
        lines.append(
            (f"{year}-12", _("民主评议 {year} 年度：{grade}").format(year=year, grade=grade))
        )
    return sorted(lines, key=lambda line: line[0], reverse=True)


def matches(one: Person, text: str) -> bool:
    """Whether a search text finds the person: characters, pinyin, initials, ID number, phone."""
    sought = text.strip().lower().replace(" ", "")
    if not sought:
        return True
    if sought.isascii():
        digits = one.values["id_number"].lower(), one.values["phone"]
        return (
            one.pinyin.replace(" ", "").startswith(sought)
            or one.initials.startswith(sought)
            or _mixed(one.pinyin, sought)
            or (len(sought) >= 3 and any(sought in number for number in digits))
        )
    return sought in one.name or sought in one.values["former_name"]


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
