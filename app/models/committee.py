"""班子: the committee of a term (届); who sat in it are ``Post`` rows of the roster."""

from __future__ import annotations

from app.models.base import BaseModel, integer, words


class Committee(BaseModel):
    """One term of the branch's committee, or of its secretary where there is no committee."""

    # 第几届
    term = integer(1)
    elected_on = words()
    # years of the term as they were decided
    term_years = integer(3)
    # the day until which the superior let it go on (延期), '' = the term itself decides
    extended_to = words()
    # the day on which the next election was held
    ended_on = words()
    approved_by = words()
    note = words()
