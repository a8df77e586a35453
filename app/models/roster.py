"""People: one row from applicant to former member; what changes with time is a dated fact."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from app.models.base import BaseModel, words


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
    """A post in the Party (党内职务) with its term."""

    member_id: int
    member = ForeignKeyField(Member, backref="posts", on_delete="CASCADE")
    title = words()
    since = words()
    until = words()
