"""What the lists of people and the collection sheet say."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.statements import Imprint


@dataclass(frozen=True)
class ListStatement:
    """A list of people (sections 1.1 to 1.3 and 2.1 of the form descriptions).

    ``form`` names the drawing: roster, roster_full, committee, summary, birthdays,
    birthdays_posted or party_birthdays. Each row has as many texts as the drawing has columns, none of them empty.
    """

    imprint: Imprint
    form: str
    title: str
    branch: str
    #: the day of the list, or the month
    day: str
    rows: tuple[tuple[str, ...], ...]
    code: str = ""
    draft: bool = False


@dataclass(frozen=True)
class CollectionStatement:
    """《党员基本信息采集表》 of one person (section 2.1); '' is left for handwriting.

    ``category``, ``membership``, ``lost`` and ``mobile`` are one of the words beside the boxes
    of the sheet, '' ticks none.
    """

    imprint: Imprint
    branch: str
    name: str = ""
    sex: str = ""
    ethnic: str = ""
    id_number: str = ""
    birth: str = ""
    education: str = ""
    category: str = ""
    admitted: str = ""
    confirmed: str = ""
    job: str = ""
    phone: str = ""
    area_code: str = ""
    landline: str = ""
    address: str = ""
    membership: str = ""
    lost: str = ""
    lost_since: str = ""
    mobile: str = ""
    mobile_where: str = ""
    code: str = ""
    draft: bool = False
