"""The branch that the book belongs to, and its own settings."""

from __future__ import annotations

from peewee import TextField

from app.models.base import BaseModel, flag, words


class Branch(BaseModel):
    """One row: the branch (党支部), its enterprise and its upper committee."""

    name = words()
    enterprise = words()
    credit_code = words()
    upper = words()
    secretary = words()
    phone = words()
    founded = words()
    # 全宗号 and 机构代码 of the file numbers; the first is empty until the archive gives one
    fonds_code = words()
    office_code = words("DZB")
    practice = flag()
    created = words()


class Setting(BaseModel):
    """A value that the branch decided for itself, laid over the national one (JSON text)."""

    key = TextField(unique=True)
    value = words()
    decided_on = words()
