"""Photographs and scans that lie in the book beside the record they belong to."""

from __future__ import annotations

from peewee import BlobField

from app.models.base import BaseModel, integer, words


class Attachment(BaseModel):
    """One file. It is never changed; what is thrown away keeps its bytes in the trash."""

    # table and row that it belongs to: member 12, transfer 3
    owner = words()
    owner_id = integer()
    # photo, or a code of ``services.attachments``
    kind = words()
    year = integer()
    name = words()
    # media type: image/jpeg, application/pdf
    media = words()
    content = BlobField()
    byte_size = integer()
    sha256 = words()
    added_on = words()
    note = words()
    trashed = words()

    class Meta:
        indexes = ((("owner", "owner_id"), False),)
