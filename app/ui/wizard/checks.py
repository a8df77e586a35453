"""What the first run and the settings say of what was typed, and where a book is put."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app import paths
from app.i18n import _

_PREFIX = re.compile(r"^(中国共产党|中共)")
_ENDING = re.compile(r"(联合)?(党)?(总)?支部(委员会)?$|党委$|委员会$")
_LEGAL_FORM = re.compile(r"(有限责任公司|股份有限公司|有限公司|集团公司|公司)")
# what Windows does not take in the name of a file
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def code_sentence(code: str, *, needed: bool) -> str:
    """What is wrong with a code that stands in file numbers; '' when nothing is."""
    if not code:
        return _("请填写机构代码，例如 DZB。") if needed else ""
    if not (code.isascii() and code.isalnum()):
        return _("只能用字母和数字。")
    return ""


def short_name(branch: str) -> str:
    """支部简称 for the name of a file: 中共晨光精密科技有限公司支部委员会 becomes 晨光精密科技党支部."""
    name = _NOT_IN_NAMES.sub("", branch).strip()
    core = _LEGAL_FORM.sub("", _ENDING.sub("", _PREFIX.sub("", name)))
    return f"{core}党支部" if core else name or "党支部"


def suggested_path(branch: str) -> Path:
    """A file that does not exist yet, in the documents or home folder, whichever is not synced."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folders = [Path(documents), Path.home()]
    usable = [one for one in folders if one.is_dir() and not paths.synchronised_by(one)]
    folder = (usable or folders[-1:])[0]
    name = short_name(branch)
    path = folder / f"{name}{paths.BOOK_SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{name} {number}{paths.BOOK_SUFFIX}"
        number += 1
    return path
