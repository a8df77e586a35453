"""The branch that the book belongs to, and its own settings."""

from __future__ import annotations

from peewee import TextField

from app.models.base import BaseModel, flag, integer, words


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
    short_name = words()
    # 党组织编码, 组织类别 (党支部, 联合党支部 …), 组建方式 (单建, 联建, 挂靠)
    code = words()
    kind = words("党支部")
    setup = words("单建")
    contact = words()
    landline = words()
    address = words()
    postcode = words()
    # of the upper committee, which letters of transfer name
    upper_address = words()
    upper_phone = words()
    upper_fax = words()
    upper_postcode = words()


class Unit(BaseModel):
    """An enterprise of the branch: its own (``own`` 1), or a partner of a joint branch."""

    name = words()
    own = flag()
    credit_code = words()
    # 单位性质类别, 行业, 经济类型, 企业规模, 隶属关系, 单位建立党组织情况
    nature = words()
    industry = words()
    economy = words()
    scale = words()
    subordination = words()
    party_setup = words()
    address = words()
    legal_person = words()
    # 是 / 否 / '' where nobody has said: of the owner, and of those who lead union and youth
    legal_person_member = words()
    legal_person_secretary = words()
    union_set_up = words()
    union_head_member = words()
    league_set_up = words()
    league_head_member = words()
    women_set_up = words()
    women_head_member = words()
    volunteers = words()
    service_centre = words()
    # heads, -1 = not known
    staff = integer(-1)
    staff_under_35 = integer(-1)
    workers = integer(-1)
    technicians = integer(-1)
    instructors = integer(-1)
    # the day on which these facts were asked
    as_of = words()
    left_on = words()
    note = words()


class Setting(BaseModel):
    """A value that the branch decided for itself, laid over the national one (JSON text)."""

    key = TextField(unique=True)
    value = words()
    decided_on = words()
