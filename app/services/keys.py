"""Is this the right password, or the right recovery sheet, for a book that is not open?"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from sqlcipher3 import dbapi2

from app.errors import AppError
from app.i18n import _
from app.models.base import key_expression
from app.services import copies
from app.services.passwords import key_of

#: Hexadecimal digits of a recovery key, and how many the sheet prints in a line.
RECOVERY_DIGITS = 96
RECOVERY_LINE = 16

# what a hurried reader makes of 0 and 1; the sheet has no letters O, I and L
_MISREAD = str.maketrans("OQIL|", "00111")


def right_key(path: Path, password: str = "", *, recovery_key: str = "") -> str:
    """The raw key of a book after proving that it opens the file; '' for one without a password.

    Neither the book that is open now nor the file is touched, so it may run in any thread. The
    derivation from a password takes about 0.2 s.

    Raises:
        PasswordNeeded: the file is encrypted and neither password nor recovery key was given.
        AppError: wrong password or sheet, or no book.
    """
    key = key_of(path, password, recovery_key=recovery_key)
    if key and not _opens(path, key):
        raise AppError(
            _("恢复单上的密钥与这个账簿不符，请核对账簿和每一组字符。")
            if recovery_key
            else _("密码不对，请再试一次。注意大小写和输入法的全角、半角。")
        )
    return key


def _opens(path: Path, key: str) -> bool:
    # the first page is enough to tell, and changes that are still beside the file do not matter
    with copies.opened(path, key_expression(key), "immutable=1") as connection:
        try:
            copies.column(connection, "PRAGMA user_version")
        except dbapi2.DatabaseError as error:
            if copies.code_of(error).startswith("SQLITE_NOTADB"):
                return False
            raise
    return True


def recovery_digits(text: str) -> str:
    """The digits of a recovery key as it was typed or scanned, in capital letters.

    Blanks, dashes, small letters, full-width letters, O for 0 and the sheet's line numbers are
    taken; what is no digit then is left out.
    """
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = unicodedata.normalize("NFKC", line).upper().translate(_MISREAD)
        digits = re.sub(r"[^0-9A-F]", "", plain)
        numbered = re.match(rf"\s*{number}[\s.:、)]", plain)
        if numbered and len(digits) == RECOVERY_LINE + 1:
            digits = digits[1:]
        lines.append(digits)
    return "".join(lines)
