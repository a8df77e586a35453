"""What the roster remembers about spreadsheets and lists: mappings, profiles, saved filters."""

from __future__ import annotations

from peewee import TextField

from app.models.base import BaseModel, integer, words


class ImportMapping(BaseModel):
    """How the columns of a sheet with these headings were understood."""

    signature = TextField(unique=True)
    # JSON: heading to key of a member's field ('' = left out)
    mapping = words()
    used_on = words()


class ExportProfile(BaseModel):
    """A list of columns of the branch's own for exports (JSON)."""

    title = TextField(unique=True)
    profile = words()


class SavedFilter(BaseModel):
    """A named filter of the roster, shown as a chip (JSON)."""

    title = TextField(unique=True)
    filter = words()
    place = integer()
