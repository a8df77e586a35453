"""The packages that were handed to the upper committee."""

from __future__ import annotations

from peewee import IntegerField

from app.models.base import BaseModel, words


class Archive(BaseModel):
    """One export of a year's archive and the fingerprint that its receipt prints."""

    year = IntegerField(index=True)
    made_at = words()
    file_name = words()
    fingerprint = words()
    items = IntegerField(default=0)
    pages = IntegerField(default=0)
    byte_size = IntegerField(default=0)
