"""The fields of a member: one place for table, editor, import, export and forms.

Titles and synonyms are the field's own words (what secretaries write over their columns).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from app.i18n import N_

Kind = Literal["text", "day", "id", "phone", "choice", "yes_no", "number", "post"]


class Column(NamedTuple):
    """One field of a member.

    ``key`` is the attribute of ``models.roster.Member``, or the kind of a dated fact, or ``post``
    for 党内职务. ``section`` groups the editor.
    """

    key: str
    title: str
    kind: Kind = "text"
    section: str = "basic"
    synonyms: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    required: bool = False


SECTIONS: tuple[tuple[str, str], ...] = (
    ("basic", N_("基本信息")),
    ("party", N_("党内信息")),
    ("work", N_("工作与学历")),
    ("contact", N_("联系方式")),
    ("life", N_("生活")),
)

SEXES = (N_("男"), N_("女"))
CATEGORIES = ("正式党员", "预备党员", "发展对象", "入党积极分子", "入党申请人")
#: 职业 of the yearly bulletin (STAT-04).
OCCUPATIONS = (
    N_("工人（工勤技能人员）"),
    N_("农牧渔民"),
    N_("企事业单位、社会组织专业技术人员"),
    N_("企事业单位、社会组织管理人员"),
    N_("党政机关工作人员"),
    N_("学生"),
    N_("其他职业人员"),
    N_("离退休人员"),
)
#: 党籍状态 as systems name it; what a fact says is shown where nobody wrote another word.
STATUSES = ("正常", "保留党籍", "恢复党籍", "停止党籍", "开除党籍")
EDUCATION = (
    "研究生", "博士研究生", "硕士研究生", "大学本科", "大学专科",
    "中专", "中技", "高中", "初中", "小学", "其他",
)  # fmt: skip

COLUMNS: tuple[Column, ...] = (
    Column("name", N_("姓名"), required=True, synonyms=("党员姓名", "名字")),
    Column("former_name", N_("曾用名")),
    Column("sex", N_("性别"), "choice", choices=SEXES),
    Column(
        "id_number", N_("公民身份号码"), "id",
        synonyms=("身份证号", "身份证号码", "身份证", "公民身份证号", "公民身份证号码", "证件号码"),
    ),
    Column("birth_day", N_("出生日期"), "day", synonyms=("出生年月", "出生年月日", "生日", "出生时间")),
    Column("ethnic", N_("民族")),
    Column("native_place", N_("籍贯"), synonyms=("出生地",)),
    Column("category", N_("人员类别"), "choice", "party", ("党员类别", "类别", "政治面貌", "党员类型"), CATEGORIES),
    Column("political", N_("入党前政治面貌"), "choice", "party", ("原政治面貌",), ("群众", "共青团员", "民主党派")),
    Column("applied", N_("申请入党日期"), "day", "party", ("申请入党时间", "递交申请书时间", "申请日期")),
    Column(
        "activist", N_("确定为积极分子日期"), "day", "party",
        ("确定积极分子日期", "列为积极分子时间", "确定积极分子时间", "列为入党积极分子日期"),
    ),
    Column("prospect", N_("确定为发展对象日期"), "day", "party", ("确定发展对象日期", "列为发展对象时间", "确定发展对象时间")),
    Column(
        "admitted", N_("入党日期"), "day", "party",
        ("入党时间", "何时入党", "加入党组织日期", "加入党组织时间", "入党年月", "预备党员时间", "接收预备党员日期", "加入中共时间"),
    ),
    Column("confirmed", N_("转正日期"), "day", "party", ("转正时间", "转为正式党员日期", "转为正式党员时间", "转正年月")),
    Column("post", N_("党内职务"), "post", "party", ("现任党内职务", "党内任职", "支部职务")),
    Column("post_since", N_("任党内职务时间"), "day", "party", ("任职日期", "任职时间", "任党内职务日期")),
    Column("sponsors", N_("入党介绍人"), section="party", synonyms=("介绍人",)),
    Column("admission_kind", N_("入党类型"), "choice", "party", choices=("新发展", "重新入党", "恢复党籍", "追认")),
    Column("admission_branch", N_("入党时所在支部"), section="party", synonyms=("入党所在党支部", "入党时所在党支部")),
    Column("confirmation_kind", N_("转正情况"), "choice", "party", choices=("按期转正", "延长预备期", "取消资格")),
    Column("confirmation_branch", N_("转正时所在支部"), section="party", synonyms=("转正所在党支部", "转正时所在党支部")),
    Column("extended_until", N_("延长预备期至"), "day", "party", ("延长预备期时间", "预备期延长至")),
    Column("seniority_correction", N_("党龄校正值（月）"), "number", "party", ("党龄校正值", "党龄校正")),
    Column("party_group", N_("所在党小组"), section="party", synonyms=("党小组",)),
    Column("status", N_("党籍状态"), "choice", "party", choices=STATUSES),
    Column("transferred_in", N_("转入日期"), "day", "party", ("组织关系转入日期", "转入时间", "转入本支部时间", "组织关系转入时间")),
    Column("transferred_from", N_("转入前所在党组织"), section="party", synonyms=("转自", "来源")),
    Column("added_by", N_("增加方式"), "choice", "party", choices=("转入", "新发展", "恢复党籍", "补录", "其他")),
    Column("mobile", N_("是否流动党员"), "yes_no", "party", ("是否为流动党员", "流动党员")),
    Column("mobile_where", N_("外出流向"), section="party", synonyms=("流动去向", "外出地点")),
    Column("mobile_kind", N_("流动类型"), "choice", "party", ("流动状态",), ("流出省外", "省内流动", "市内流动", "出国（境）")),
    Column("mobile_reason", N_("外出原因"), section="party", synonyms=("流动原因", "外出流动原因")),
    Column("mobile_permit", N_("流动党员活动证编号"), section="party", synonyms=("流动证号", "活动证编号", "活动证号")),
    Column("lost", N_("是否失联党员"), "yes_no", "party", ("是否为失联党员", "失联党员")),
    Column("lost_since", N_("失去联系日期"), "day", "party", ("失联时间", "失联日期")),
    Column("work_start", N_("参加工作日期"), "day", "work", ("参加工作时间", "工作时间", "参加工作年月")),
    Column("job", N_("工作岗位"), section="work", synonyms=("行政职务", "职务", "岗位", "现任职务", "工作职务")),
    Column("job_title", N_("专业技术职务"), section="work", synonyms=("职称", "技术职称", "从事专业技术职务")),
    Column("occupation", N_("职业（统计分类）"), "choice", "work", ("职业", "职业分类"), OCCUPATIONS),
    Column("front_line", N_("是否在一线"), "yes_no", "work", ("一线情况", "是否一线", "生产一线")),
    Column("industry", N_("所属行业"), section="work", synonyms=("党员所属行业", "行业")),
    Column("employer", N_("工作单位"), section="work", synonyms=("单位", "所在单位", "部门", "所在部门")),
    Column("education", N_("学历"), "choice", "work", ("文化程度", "最高学历", "学历层次"), EDUCATION),
    Column("degree", N_("学位"), section="work"),
    Column("school", N_("毕业院校及专业"), section="work", synonyms=("毕业院校", "毕业院校系及专业", "毕业学校", "毕业院校和专业")),
    Column("full_time_education", N_("全日制学历学位"), section="work", synonyms=("全日制学历", "全日制教育")),
    Column("full_time_school", N_("全日制院校系及专业"), section="work", synonyms=("全日制毕业院校", "全日制毕业院校系及专业")),
    Column("in_service_education", N_("在职学历学位"), section="work", synonyms=("在职学历", "在职教育")),
    Column("in_service_school", N_("在职院校系及专业"), section="work", synonyms=("在职毕业院校", "在职毕业院校系及专业")),
    Column("stratum", N_("新社会阶层类型"), section="work", synonyms=("新社会阶层",)),
    Column("migrant_worker", N_("是否农民工"), "yes_no", "work", ("农民工",)),
    Column("phone", N_("手机号码"), "phone", "contact", ("手机", "手机号", "联系电话", "电话", "联系方式", "移动电话")),
    Column("landline", N_("固定电话"), "phone", "contact", ("座机", "办公电话")),
    Column("email", N_("电子邮箱"), section="contact", synonyms=("邮箱", "电子邮件")),
    Column(
        "address", N_("家庭住址"), section="contact",
        synonyms=("现住址", "现在家庭住址", "居住地址", "住址", "通讯地址", "家庭地址"),
    ),
    Column("registered_address", N_("户籍所在地"), section="contact", synonyms=("户籍地址", "户口所在地", "户籍")),
    Column("residence", N_("现居住地"), section="contact", synonyms=("现居住地址", "现居住地点")),
    Column("community", N_("居住地所在社区"), section="contact", synonyms=("所在社区", "社区")),
    Column("file_keeper", N_("档案管理单位"), section="contact", synonyms=("档案所在单位", "人事档案所在单位")),
    Column("abroad", N_("出国出境情况"), section="life", synonyms=("出国出境", "出国（境）情况")),
    Column("marital", N_("婚姻状况"), "choice", "life", ("婚姻", "婚否"), ("未婚", "已婚", "丧偶", "离婚")),
    Column("health", N_("健康状况"), section="life", synonyms=("健康情况", "身体状况")),
    Column("hardship_level", N_("困难程度"), "choice", "life", choices=("一般困难", "比较困难", "特别困难")),
    Column("hardship_kind", N_("生活困难类型"), section="life", synonyms=("困难类型", "困难原因")),
    Column("note", N_("备注"), section="life"),
)  # fmt: skip

BY_KEY = {column.key: column for column in COLUMNS}

ETHNIC_GROUPS = tuple(
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 "
    "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺".split()
)


def ethnic_name(text: str) -> str:
    """The full name of an ethnic group: 汉 becomes 汉族; what is not known stays as written."""
    short = text.removesuffix("族")
    return f"{short}族" if short in ETHNIC_GROUPS else text
