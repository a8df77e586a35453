"""People: one row from applicant to former member; what changes with time is a dated fact."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from app.models.base import BaseModel, integer, words
from app.models.committee import Committee


class Member(BaseModel):
    """A person. Stage, transfers and the like are ``Fact`` rows; posts are ``Post`` rows."""

    name = TextField(index=True)
    former_name = words()
    sex = words()
    id_number = words()
    birth_day = words()
    ethnic = words()
    native_place = words()
    sponsors = words()
    party_group = words()
    status = words()
    transferred_from = words()
    mobile_where = words()
    work_start = words()
    job = words()
    job_title = words()
    employer = words()
    education = words()
    degree = words()
    school = words()
    stratum = words()
    migrant_worker = words()
    phone = words()
    landline = words()
    email = words()
    address = words()
    registered_address = words()
    community = words()
    note = words()
    # full pinyin and initials, made when the name is saved
    pinyin = words()
    initials = words()
    # day on which the row went to the trash ('' = it counts)
    trashed = words()
    # what members had from the second step of the tables on
    political = words()
    seniority_correction = words()
    admission_kind = words()
    admission_branch = words()
    confirmation_kind = words()
    confirmation_branch = words()
    extended_until = words()
    added_by = words()
    mobile_kind = words()
    mobile_reason = words()
    mobile_permit = words()
    occupation = words()
    front_line = words()
    industry = words()
    full_time_education = words()
    full_time_school = words()
    in_service_education = words()
    in_service_school = words()
    residence = words()
    abroad = words()
    file_keeper = words()
    marital = words()
    health = words()
    hardship_level = words()
    hardship_kind = words()


Member.add_index(
    Member.index(
        Member.id_number,
        unique=True,
        name="member_id_number_once",
        where=(Member.id_number != "") & (Member.trashed == ""),
    )
)


class Fact(BaseModel):
    """A dated fact of a person's life, such as admitted (接收为预备党员) or transferred_out.

    ``kind`` is a code of ``rules.roster``; ``day`` is a full or partial day, '' when unknown.
    """

    member_id: int
    member = ForeignKeyField(Member, backref="facts", on_delete="CASCADE")
    kind = words()
    day = words()
    note = words()


class Post(BaseModel):
    """A post in the Party (党内职务) with its term; ``committee`` is the one it belongs to."""

    member_id: int
    member = ForeignKeyField(Member, backref="posts", on_delete="CASCADE")
    title = words()
    since = words()
    until = words()
    # 分工, and why it ended (届满, 调离 …)
    duties = words()
    end_reason = words()
    committee_id: int | None
    committee = ForeignKeyField(Committee, backref="posts", null=True, on_delete="SET NULL")


class PartyGroup(BaseModel):
    """A 党小组; ``Member.party_group`` names it, its leader holds a ``Post``."""

    name = TextField(unique=True)
    founded = words()
    ended = words()
    place = integer()
    note = words()


class Award(BaseModel):
    """A reward or a sanction (奖惩). ``kind`` is ``award`` or ``sanction``.

    ``until`` is the last day of a sanction's term, '' when it has none.
    """

    member_id: int
    member = ForeignKeyField(Member, backref="awards", on_delete="CASCADE")
    kind = words("award")
    title = words()
    authority = words()
    day = words()
    until = words()
    note = words()


class Relative(BaseModel):
    """A family member or other relation (家庭成员, 社会关系), entered once for every paper."""

    member_id: int
    member = ForeignKeyField(Member, backref="relatives", on_delete="CASCADE")
    # 称谓: 父亲, 配偶 …
    relation = words()
    name = words()
    birth_day = words()
    political = words()
    # 单位职务
    employer = words()
    # yearly income in yuan as it was told, '' when nobody asked
    income = words()
    place = integer()


class Distinct(BaseModel):
    """Two people who look like one and are not: nobody is asked about them again."""

    # the smaller number first
    member_id: int
    member = ForeignKeyField(Member, backref="distinct_from", on_delete="CASCADE")
    other_id: int
    other = ForeignKeyField(Member, backref="distinct_to", on_delete="CASCADE")

    class Meta:
        indexes = ((("member", "other"), True),)
