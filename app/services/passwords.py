"""The password of a book, and the raw key that it stands for."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from app import files
from app.errors import AppError
from app.i18n import _

_PLAIN_HEADER = b"SQLite format 3\x00"
_SALT_BYTES = 16
_KEY_BYTES = 32
# 256,000 rounds of PBKDF2-HMAC-SHA512: SQLCipher's own derivation, so that a book opens with its password in any SQLCipher tool too
_ROUNDS = 256_000
_PAGE = 4096
#: A password has at least this many characters (OWASP ASVS 6.2.1).
SHORTEST_PASSWORD = 8


class PasswordNeeded(AppError):
    """The book is encrypted and no password was given."""


def key_of(path: Path, password: str = "", *, recovery_key: str = "") -> str:
    """The raw key of a book's file, '' when it is not encrypted. Does not open the book.

    Raises:
        PasswordNeeded: the file is encrypted and neither password nor recovery key was given.
        AppError: the file is missing, cannot be a book, or does not belong to the sheet.
    """
    header = _header(path)
    if header == _PLAIN_HEADER:
        return ""
    if recovery_key:
        digits = re.sub(r"[^0-9a-fA-F]", "", recovery_key).lower()
        if len(digits) != 2 * (_KEY_BYTES + _SALT_BYTES) or digits[64:] != header.hex():
            raise AppError(_("恢复单上的密钥与这个账簿不符，请核对账簿和每一组字符。"))
        return digits
    if not password:
        raise PasswordNeeded(_("打开“{name}”需要密码。").format(name=path.name))
    return _derive(password, header)


def new_key(password: str) -> str:
    """A raw key for a password with a fresh salt: 96 hexadecimal digits of key and salt.

    Raises:
        AppError: the password is easily guessed.
    """
    check_password(password)
    return _derive(password, os.urandom(_SALT_BYTES))


def check_password(password: str) -> None:
    """Refuse a password that is easily guessed.

    Raises:
        AppError: shorter than eight characters, or one character over and over.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise AppError(_("密码至少要 {count} 个字符。").format(count=SHORTEST_PASSWORD))
    if len(set(password)) < 4 or password in ("12345678", "123456789", "1234567890", "password"):
        raise AppError(_("这个密码太容易猜到，请换一个。"))


def _header(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with open(path, "rb") as file:
            header = file.read(_SALT_BYTES)
    except OSError as error:
        raise files.os_error(error, path) from error
    if size < _PAGE or size % _PAGE:
        raise AppError(_("“{name}”不是支部台账的账簿，或者文件不完整。").format(name=path.name))
    return header


def _derive(password: str, salt: bytes) -> str:
    raw = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS, _KEY_BYTES)
    return (raw + salt).hex()
