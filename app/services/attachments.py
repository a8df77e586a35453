"""附件: photographs and papers that lie in the book beside the record they belong to.

Everything is kept inside the encrypted book; no plain copy is written anywhere, unless the user
asks for one (``export_to``). Pictures are shrunk to what print needs, PDFs and other files are
kept as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from peewee import fn

from app import files
from app.errors import AppError
from app.i18n import N_, _
from app.models.attachments import Attachment
from app.models.base import tuples
from app.services import pictures
from app.services.jobs import Job, Step
from app.services.journal import action
from app.services.people import visible

#: The largest PDF or other file that is kept, in bytes.
MOST_BYTES = 20_000_000


class Kind(NamedTuple):
    """What a file is filed under; ``words`` in a file's name tell that it is one."""

    key: str
    title: str
    words: tuple[str, ...] = ()


#: In the order of the choices; the first whose word a name holds is the one that is guessed.
KINDS: tuple[Kind, ...] = (
    Kind("photo", N_("照片"), ("照片", "证件照", "登记照", "寸照", "免冠", "头像", "photo")),
    Kind("form", N_("入党志愿书"), ("志愿书",)),
    Kind("application", N_("入党申请书"), ("申请书", "申请入党")),
    Kind("confirmation", N_("转正材料"), ("转正", "预备期")),
    Kind("training", N_("培养考察材料"), ("培养", "考察", "思想汇报", "积极分子", "发展对象")),
    Kind("vetting", N_("政审材料"), ("政审", "政治审查", "函调", "外调")),
    Kind("relation", N_("组织关系"), ("介绍信", "组织关系", "回执", "转入", "转出")),
    Kind("merit", N_("奖惩"), ("奖", "表彰", "优秀", "处分", "荣誉", "先进")),
    Kind("appraisal", N_("民主评议"), ("评议", "测评")),
    Kind("certificate", N_("证明"), ("证明",)),
    Kind("identity", N_("证件"), ("身份证", "户口", "证件", "护照")),
    Kind("education", N_("学历学位"), ("毕业证", "学位", "学历", "职称")),
    Kind("other", N_("其他")),
)
TITLES = {kind.key: kind.title for kind in KINDS}

_ENDINGS = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
# of the signs that a file's name may not hold on some system
_UNFIT = re.compile(r'[\\/:*?"<>|\r\n\t]+')
_LONGEST = 80
_YEAR = re.compile(
    r"(?<!\d)(?:19[2-9]\d|20\d\d)(?!\d)|(?<!\d)(?:19[2-9]\d|20\d\d)(?=\d{2,4}(?!\d))"
)
_COLUMNS = (
    "id", "owner", "owner_id", "kind", "year", "name", "media", "byte_size", "sha256", "added_on",
    "trashed",
)  # fmt: skip


class Kept(NamedTuple):
    """A file in the book, without its bytes. ``year`` 0 = not known."""

    id: int
    owner: str
    owner_id: int
    kind: str
    year: int
    name: str
    media: str
    byte_size: int
    sha256: str
    added_on: str
    trashed: str

    @property
    def title(self) -> str:
        """The kind in words."""
        return TITLES.get(self.kind, self.kind)


@dataclass(frozen=True)
class New:
    """A file that is to be added: a path, or bytes with a ``name``. ``year`` 0 = not known."""

    source: Path | bytes
    kind: str = "other"
    year: int = 0
    name: str = ""

    @property
    def shown_name(self) -> str:
        """What to call it in sentences."""
        return self.name or (self.source.name if isinstance(self.source, Path) else _("图片"))


class Size(NamedTuple):
    """How many files a book holds, and how many bytes they take; the trash counts, too."""

    files: int
    byte_size: int


class Present(AppError):
    """The same file is there already."""


# -- adding ------------------------------------------------------------------------------------


def guess(name: str, today: date) -> tuple[str, int]:
    """Kind and year that a file's name tells: ``2024年转正申请.pdf`` is 转正材料 of 2024.

    Without a word that is known the kind is ``other``, without a year it is today's.
    """
    stem = Path(name).stem.lower()
    kind = next(
        (one.key for one in KINDS if any(word in stem for word in one.words)), KINDS[-1].key
    )
    found = _YEAR.search(stem)
    return kind, int(found[0]) if found else today.year


def add(owner: str, owner_id: int, new: New) -> int:
    """Put a file beside a record (``member`` 12); returns its number.

    Raises:
        AppError: it cannot be read, is empty, too large, or no picture where one is needed;
            ``Present``: the record has the same file already. Nothing is kept then.
    """
    content, media = _prepared(new)
    return _keep(owner, owner_id, new, content, media)


def add_all(owner: str, owner_id: int, wanted: Sequence[New]) -> Job[list[str]]:
    """Put several files beside a record, as one action; those that are there already are left out.

    Returns the sentences about what was left out.

    Raises:
        AppError: one of them cannot be kept. None is kept then.
    """
    ready = []
    for at, new in enumerate(wanted):
        yield Step(at, len(wanted), _("正在读取“{name}”").format(name=new.shown_name))
        ready.append((new, *_prepared(new)))
    left_out = []
    with action(_added_title([new for new, _content, _media in ready])):
        for new, content, media in ready:
            try:
                _keep(owner, owner_id, new, content, media)
            except Present as present:
                left_out.append(present.sentence)
    return left_out


def _added_title(wanted: Sequence[New]) -> str:
    if len(wanted) == 1:
        return _("添加附件：{name}").format(name=wanted[0].shown_name)
    return _("添加附件：{count} 个").format(count=len(wanted))


def _prepared(new: New) -> tuple[bytes, str]:
    """The bytes as they are kept, and their media type."""
    name = new.shown_name
    data = _read(new.source, name) if isinstance(new.source, Path) else new.source
    if not data:
        raise AppError(_("“{name}”是空的，没有添加。").format(name=name))
    media = pictures.media_of(data)
    if media == "image/heic":
        raise AppError(
            _(
                "“{name}”是 HEIC 格式的照片，本程序打不开。"
                "请在手机上转成 JPEG（相机格式选“兼容性最佳”）后再添加。"
            ).format(name=name)
        )
    if media.startswith("image/"):
        _expect_size(len(data), pictures.MOST_BYTES, name)
        fit = pictures.PHOTO if new.kind == "photo" else pictures.SHEET
        return pictures.shrink(data, fit, name), "image/jpeg"
    if new.kind == "photo":
        raise AppError(
            _("“{name}”不是图片，不能作照片。请用 JPEG、PNG、BMP 或 WebP 图片。").format(name=name)
        )
    if Path(name).suffix.lower() == ".pdf" and not media:
        raise AppError(
            _("“{name}”不是完好的 PDF 文件，没有添加。请重新扫描或另存后再试。").format(name=name)
        )
    _expect_size(len(data), MOST_BYTES, name)
    return data, media or "application/octet-stream"


def _read(path: Path, name: str) -> bytes:
    try:
        _expect_size(path.stat().st_size, max(MOST_BYTES, pictures.MOST_BYTES), name)
        return path.read_bytes()
    except OSError as error:
        raise AppError(
            _("“{name}”读不出来（{reason}），没有添加。").format(
                name=name, reason=error.strerror or error.errno
            )
        ) from error


def _expect_size(size: int, most: int, name: str) -> None:
    if size > most:
        raise AppError(
            _("“{name}”有 {size}，超过了 {most}，没有添加。请压缩或分成几个文件。").format(
                name=name, size=size_text(size), most=size_text(most)
            )
        )


def size_text(size: int) -> str:
    """A number of bytes in words: 3.4 MB, 212 KB."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ")
    return f"{max(1, round(size / 1000))} KB"


def _keep(owner: str, owner_id: int, new: New, content: bytes, media: str) -> int:
    digest = hashlib.sha256(content).hexdigest()
    same = (
        Attachment.select(Attachment.id, Attachment.name, Attachment.kind, Attachment.trashed)
        .where((Attachment.owner == owner) & (Attachment.owner_id == owner_id))
        .where((Attachment.sha256 == digest) & (Attachment.byte_size == len(content)))
        .order_by(Attachment.trashed)
        .first()
    )
    if same is not None and not same.trashed:
        raise Present(
            _("这个文件已经有了（{kind}“{name}”），没有重复添加。").format(
                kind=_(TITLES.get(same.kind, same.kind)), name=same.name
            )
        )
    values: dict[str, str | int] = {
        "kind": _checked_kind(new.kind),
        "year": _checked_year(new.year),
        "name": _file_name(new.shown_name, media),
        "added_on": date.today().isoformat(),
    }
    with action(_added_title([new])):
        if same is not None:
            # the same bytes lie in the trash: they come back under what they are now
            _update(same.id, trashed="", **values)
            return int(same.id)
        row = Attachment.create(
            owner=owner,
            owner_id=owner_id,
            media=media,
            content=content,
            byte_size=len(content),
            sha256=digest,
            **values,
        )
    return int(row.id)


def _file_name(name: str, media: str) -> str:
    path = Path(_clean(name) or _("附件"))
    return path.stem[:_LONGEST] + _ENDINGS.get(media, path.suffix.lower())


def _clean(name: str) -> str:
    return _UNFIT.sub(" ", visible(name)).strip()


def _checked_kind(kind: str) -> str:
    if kind not in TITLES:
        raise ValueError(kind)
    return kind


def _checked_year(year: int) -> int:
    if year and not 1900 <= year <= 2199:
        raise AppError(_("请写四位数的年份，例如 2024；不知道可以空着。"))
    return year


# -- what is there -----------------------------------------------------------------------------


def of(owner: str, owner_id: int, *, trashed: bool = False) -> list[Kept]:
    """The files of a record by type and year (newest first); ``trashed`` gives those in the trash."""
    order = {kind.key: at for at, kind in enumerate(KINDS)}
    found = [one for one in _kept(owner, (owner_id,)) if bool(one.trashed) is trashed]
    return sorted(found, key=lambda one: (order.get(one.kind, len(order)), -one.year, -one.id))


def _kept(owner: str, owner_ids: Iterable[int]) -> list[Kept]:
    query = Attachment.select(*(getattr(Attachment, name) for name in _COLUMNS)).where(
        (Attachment.owner == owner) & (Attachment.owner_id.in_(list(owner_ids)))
    )
    return [Kept(*row) for row in tuples(query.order_by(Attachment.id))]


def photo_of(member_id: int) -> Kept | None:
    """The newest photograph of a person; None when there is none."""
    found = [one for one in _kept("member", (member_id,)) if one.kind == "photo"]
    # what came back from the trash has kept its number, so the day counts first
    return max(
        (one for one in found if not one.trashed),
        key=lambda one: (one.added_on, one.id),
        default=None,
    )


def photo(member_id: int) -> bytes | None:
    """The newest photograph of a person as a JPEG; None when there is none.

    Raises:
        AppError: it is not what was kept.
    """
    newest = photo_of(member_id)
    return content(newest.id) if newest else None


def content(attachment_id: int) -> bytes:
    """The bytes of a file.

    Raises:
        AppError: it is not there, or not what was kept.
    """
    row = Attachment.get_or_none(Attachment.id == attachment_id)
    if row is None:
        raise AppError(_("没有找到这个附件，可能已经被撤销。"))
    raw = bytes(row.content)
    if hashlib.sha256(raw).hexdigest() != row.sha256:
        raise AppError(
            _("附件“{name}”的内容与登记的校验值不符，可能已经损坏。").format(name=row.name)
        )
    return raw


def numbers() -> list[int]:
    """The numbers of all files, trashed ones too."""
    return [number for (number,) in tuples(Attachment.select(Attachment.id))]


def total_size() -> Size:
    """What the files of the book take."""
    count, size = next(
        tuples(
            Attachment.select(fn.COUNT(Attachment.id), fn.COALESCE(fn.SUM(Attachment.byte_size), 0))
        )
    )
    return Size(int(count), int(size))


def export_to(attachment_id: int, target: Path) -> None:
    """Write a file out of the book, all or nothing.

    Raises:
        AppError: it is damaged, or the place cannot be written.
    """
    files.write_bytes(target, content(attachment_id))


# -- changing ----------------------------------------------------------------------------------


def change(one: Kept, *, kind: str, year: int, stem: str) -> None:
    """File a kept file under another type, year or name; its bytes and its ending stay.

    Raises:
        AppError: the year cannot be, or the name is missing.
    """
    if not stem.strip():
        raise AppError(_("名称不能空着。"))
    name = _clean(stem)[:_LONGEST] + Path(one.name).suffix
    with action(_("修改附件：{name}").format(name=one.name)):
        _update(one.id, kind=_checked_kind(kind), year=_checked_year(year), name=name)


def trash(one: Kept) -> None:
    """Put a file into the trash; undoing brings it back."""
    with action(_("移到回收站：{name}").format(name=one.name)):
        _update(one.id, trashed=date.today().isoformat())


def restore(one: Kept) -> None:
    """Take a file out of the trash."""
    with action(_("从回收站取回：{name}").format(name=one.name)):
        _update(one.id, trashed="")


def _update(attachment_id: int, **values: str | int) -> None:
    Attachment.update(**values).where(Attachment.id == attachment_id).execute()
