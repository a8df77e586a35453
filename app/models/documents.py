"""Issued paper: the bytes that were printed, its copies, and what happened to each."""

from __future__ import annotations

from peewee import BlobField, ForeignKeyField, IntegerField, TextField

from app.models.base import BaseModel, words


class Document(BaseModel):
    """A form as it was printed. It is never changed; a later print is a new document."""

    # what the QR code names, six characters
    code = TextField(unique=True)
    # appraisal, minutes, dues …: a code of ``rules.documents``
    kind = words()
    # the member's or meeting's id (0 = the branch as a whole)
    subject = IntegerField(default=0)
    year = IntegerField(index=True)
    title = words()
    # the day that the archive lists
    day = words()
    printed_at = words()
    content = BlobField()
    sha256 = words()
    # what the paper says, as a digest: another one tells that the book was changed since
    matter = words()
    # pages of one copy
    pages = IntegerField(default=1)
    # keys of the rules that made it, with their citations (JSON)
    rules = words()
    # given when the year is archived for the first time, and kept from then on
    file_number = words()
    retention = words()
    void_reason = words()


class Copy(BaseModel):
    """One copy of a document and who holds it (党支部留存, 党员本人留存)."""

    document = ForeignKeyField(Document, backref="copies", on_delete="CASCADE")
    number = IntegerField(default=1)
    holder = words()

    class Meta:
        indexes = ((("document", "number"), True),)


class CopyStep(BaseModel):
    """A step of a copy's life that was done on a day: printed, secretary_signed, shown …"""

    copy = ForeignKeyField(Copy, backref="steps", on_delete="CASCADE")
    step = words()
    day = words()

    class Meta:
        indexes = ((("copy", "step"), True),)
