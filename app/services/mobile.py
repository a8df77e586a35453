"""流动与失联: who is away, who keeps the contact, who cannot be reached, who stays away for long.

Begin and end of a time away, and the steps with somebody who cannot be reached, are dated facts;
here are their details and every contact. What looks like leaving (MEM-20) is only pointed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from peewee import fn

from app import dates
from app.errors import AppError
from app.i18n import _
from app.models.base import tuples
from app.models.mobile import Contact, Journey
from app.models.roster import Fact
from app.rules import mobile as law
from app.rules.book import Ruled
from app.rules.mobile import ContactDue
from app.services import branch, roster, roster_list, row_sets
from app.services.facts import states_at
from app.services.journal import action
from app.services.posts import read_day
from app.services.roster import MEMBER_STAGES, Person

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.mobile import MobileStatement

#: How one keeps the contact; another word is kept as it is.
WAYS = ("电话", "微信", "视频", "走访", "信函", "短信")
#: Fields of a person that say where somebody is.
PERSON_KEYS = ("mobile_where", "mobile_kind", "mobile_reason", "mobile_permit")


@dataclass(frozen=True)
class JourneyFacts:
    """The details of a time away; days are ISO text, ``abroad`` = for study or research."""

    expected_back: str = ""
    host: str = ""
    host_contact: str = ""
    host_phone: str = ""
    permit_issued: str = ""
    keeper: str = ""
    abroad: bool = False
    note: str = ""


class ContactMade(NamedTuple):
    """One contact; ``reached`` False = tried in vain. ``id`` 0 = a new one."""

    day: str
    way: str
    by: str
    reached: bool
    text: str = ""
    id: int = 0


class Away(NamedTuple):
    """Somebody away: since when, the details, the last time he was spoken to and the next due."""

    person: Person
    since: str
    journey: JourneyFacts
    last_contact: str
    due: ContactDue
    #: the rule that the relation should be transferred by now
    transfer: Ruled | None

    def overdue(self, on: date) -> bool:
        """Whether the next contact is late."""
        return self.due.day < on


_KINDS = ("mobile_out", "lost", "stopped")


def people(on: date) -> list[Person]:
    """Everybody in whose life there is a time away or without contact, as at a day."""
    query = Fact.select(Fact.member).where(Fact.kind.in_(_KINDS)).distinct()
    return roster_list.people([member_id for (member_id,) in tuples(query)], on)


# -- who is away -----------------------------------------------------------------------------------


def away(people: list[Person], on: date) -> list[Away]:
    """The members among ``people`` who are away on a day, whoever is due longest first."""
    book = branch.rules()
    found = []
    journeys = _journeys()
    spoken = last_contacts(reached=True)
    for one in people:
        if one.stage not in MEMBER_STAGES or not one.mobile:
            continue
        since = states_at([(kind, day) for kind, day, _note in one.facts], on)["mobile_out"]
        facts = journeys.get((one.id, since), JourneyFacts())
        last = spoken.get(one.id, "")
        start = max(filter(None, (dates.first_day(since), dates.first_day(last))), default=on)
        found.append(
            Away(
                one,
                since,
                facts,
                last,
                law.contact_due(book, start, on, abroad=facts.abroad),
                law.should_transfer(book, since, on),
            )
        )
    return sorted(found, key=lambda one: (one.due.day, one.person.pinyin))


def _journeys() -> dict[tuple[int, str], JourneyFacts]:
    query = Journey.select(Journey, Fact).join(Fact)
    return {(row.fact.member_id, row.fact.day): _facts_of(row) for row in query}


def _facts_of(row: Journey) -> JourneyFacts:
    values = {name: getattr(row, name) for name in JourneyFacts.__dataclass_fields__}
    return JourneyFacts(**{**values, "abroad": bool(row.abroad)})


def last_contacts(*, reached: bool) -> dict[int, str]:
    """The day of everybody's last contact, or of the last try in vain, by the person's number."""
    query = (
        Contact.select(Contact.member, fn.MAX(Contact.day))
        .where(Contact.reached == int(reached))
        .group_by(Contact.member)
    )
    return dict(tuples(query))


def leave(member_id: int, day: str, where: Mapping[str, str], journey: JourneyFacts) -> None:
    """Note that a member goes away. ``where`` holds values of ``PERSON_KEYS``.

    Raises:
        AppError: a day is missing or cannot be read, or the member is away already. Nothing is
            changed then.
    """
    name = row_sets.name_of(member_id)
    if "mobile_out" in _states(member_id):
        raise AppError(_("{name}已经登记为外出，要改内容请修改这次外出。").format(name=name))
    with action(_("{name}：外出流动").format(name=name)):
        roster.add_fact(member_id, "mobile_out", day, where.get("mobile_where", ""))
        fact = _current_fact(member_id)
        Journey.create(fact=fact, **_journey_values(journey))
        roster.save(member_id, {key: where.get(key, "") for key in PERSON_KEYS})


def amend(member_id: int, day: str, where: Mapping[str, str], journey: JourneyFacts) -> None:
    """Change what is known of the time away that lasts now.

    Raises:
        AppError: a day is missing or cannot be read, or the member is not away.
    """
    name = row_sets.name_of(member_id)
    fact = _current_fact(member_id)
    read = read_day(day)
    if not read:
        raise AppError(_("请填写外出日期。"))
    with action(_("{name}：修改外出情况").format(name=name)):
        if (fact.day, fact.note) != (read, where.get("mobile_where", "")):
            fact.day, fact.note = read, where.get("mobile_where", "")
            fact.save()
        values = _journey_values(journey)
        row = Journey.get_or_none(Journey.fact == fact)
        if row is None:
            Journey.create(fact=fact, **values)
        else:
            Journey.update(**values).where(Journey.id == row.id).execute()
        roster.save(member_id, {key: where.get(key, "") for key in PERSON_KEYS})


def come_back(member_id: int, day: str) -> None:
    """Note that a member is back; the time away stays in his life.

    Raises:
        AppError: the day is missing, or before he left.
    """
    fact = _current_fact(member_id)
    read = dates.last_day(read_day(day))
    started = dates.first_day(fact.day)
    if read is not None and started is not None and read < started:
        raise AppError(_("返回日期早于外出日期（{day}）。").format(day=fact.day))
    with action(_("{name}：流动返回").format(name=row_sets.name_of(member_id))):
        roster.add_fact(member_id, "mobile_back", day)
        roster.save(member_id, dict.fromkeys(PERSON_KEYS, ""))


def since(member_id: int) -> str:
    """The day on which the time away that lasts now began.

    Raises:
        AppError: the member is not away.
    """
    return str(_current_fact(member_id).day)


def _states(member_id: int) -> dict[str, str]:
    facts = Fact.select(Fact.kind, Fact.day).where(Fact.member == member_id)
    return states_at(tuples(facts.order_by(Fact.day, Fact.id)), date.max)


def _current_fact(member_id: int) -> Fact:
    began = _states(member_id).get("mobile_out")
    if began is None:
        raise AppError(_("这位党员现在没有外出。"))
    row: Fact = (
        Fact.select()
        .where((Fact.member == member_id) & (Fact.kind == "mobile_out") & (Fact.day == began))
        .order_by(Fact.id.desc())
        .get()
    )
    return row


def _journey_values(journey: JourneyFacts) -> dict[str, object]:
    values = asdict(journey)
    for key in ("expected_back", "permit_issued"):
        values[key] = read_day(values[key])
    for key in ("host", "host_contact", "host_phone", "keeper", "note"):
        values[key] = values[key].strip()
    values["abroad"] = int(journey.abroad)
    return values


# -- contacts --------------------------------------------------------------------------------------


def contacts(member_id: int) -> list[ContactMade]:
    """All contacts with somebody and the tries in vain, the newest first."""
    query = Contact.select(
        Contact.day, Contact.way, Contact.by, Contact.reached, Contact.text, Contact.id
    ).where(Contact.member == member_id)
    rows = tuples(query.order_by(Contact.day.desc(), Contact.id.desc()))
    return [ContactMade(day, way, by, bool(got), text, n) for day, way, by, got, text, n in rows]


def note_contact(member_id: int, made: ContactMade) -> None:
    """Write a contact down, or (``id``) correct one.

    Raises:
        AppError: the day is missing, cannot be read or lies ahead, or the person is gone.
    """
    name = row_sets.name_of(member_id)
    day = read_day(made.day)
    if not day:
        raise AppError(_("请填写联系的日期。"))
    begun = dates.first_day(day)
    if begun is not None and begun > date.today():
        raise AppError(_("联系的日期不能晚于今天。"))
    values = {
        "day": day,
        "way": made.way.strip(),
        "by": made.by.strip(),
        "reached": int(made.reached),
        "text": made.text.strip(),
    }
    with action(_("{name}：登记联系").format(name=name)):
        if made.id:
            Contact.update(**values).where(Contact.id == made.id).execute()
        else:
            Contact.create(member=member_id, **values)


def remove_contact(contact_id: int) -> None:
    """Take a wrongly entered contact away; undoing brings it back."""
    with action(_("删去一次联系记录")):
        Contact.delete().where(Contact.id == contact_id).execute()


# -- on paper --------------------------------------------------------------------------------------


def statement(
    found: list[Away], on: date, *, code: str = "", draft: bool = False
) -> MobileStatement:
    """《流动党员登记表》 as at a day: everybody who is away, in the order of their names."""
    from app.services.statements import mobile as statements

    rows = []
    for number, one in enumerate(sorted(found, key=lambda one: one.person.pinyin), 1):
        value, journey = one.person.values, one.journey
        host = "　".join(filter(None, (journey.host, journey.host_contact, journey.host_phone)))
        cells = (
            str(number),
            one.person.name,
            value["sex"],
            dates.dotted(value["admitted"]),
            one.person.stage_title.removesuffix("党员"),
            value["mobile_reason"],
            value["mobile_where"],
            dates.dotted(one.since),
            dates.dotted(journey.expected_back),
            host,
            value["mobile_permit"],
            dates.dotted(journey.permit_issued),
            value["phone"],
            journey.keeper,
        )
        rows.append(tuple(cell or "—" for cell in cells))
    return statements.MobileStatement(
        imprint=branch.imprint("内部资料　注意保管"),
        branch=branch.facts().name,
        day=dates.chinese(on.isoformat()),
        rows=tuple(rows),
        code=code,
        draft=draft,
    )
