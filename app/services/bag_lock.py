"""A package with a password: the finished ZIP as one entry of an encrypted one.

ZIP's encryption leaves file names readable, and these may be people's names; so the outer ZIP
shows nothing but ``package.zip`` and a text on how to open it. What is inside passes through
memory only, never through the disk in clear.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any, BinaryIO

from app.errors import AppError
from app.i18n import _
from app.services import bag_zip
from app.services.jobs import Job, Step

#: What a package with a password holds: the package itself, and how to open it.
LOCKED_ENTRY = "package.zip"
README_ENTRY = "readme.txt"
MOST_LOCKED_BYTES = 1024**3
_MOST_README_BYTES = 64 * 1024
_CHUNK = 1024**2
_LONGEST_PASSWORD = 99
_AES_256 = 3
# salt, two bytes to tell a wrong password, and the seal
_AES_BYTES = 16 + 2 + 10

README = """\
归档包的打开方法

这个压缩包加了密码（AES-256）。Windows 自带的解压打不开它，请用 7-Zip、Bandizip 等软件：
1. 打开本压缩包，解出里面的 package.zip，这时输入移交时约定的密码；
2. 再解压 package.zip，就得到归档材料。
忘记密码就无法打开，请向移交的党支部索取。


How to open this package

This archive is protected by a password (AES-256). The unpacker built into Windows cannot open
it; use 7-Zip or another program that knows AES-256:
1. open this archive and extract package.zip, entering the password agreed upon at handover;
2. unpack package.zip to get the records.
Without the password it cannot be opened; ask the branch that handed it over.
"""


class PasswordRefused(AppError):
    """The package has a password, and none or a wrong one was given."""


def expect_usable(password: str) -> None:
    """Refuse a password that the usual unpackers could not be given.

    Raises:
        AppError: longer than 99 characters, or with others than ASCII's printable ones.
    """
    if len(password) > _LONGEST_PASSWORD or not all(" " <= sign <= "~" for sign in password):
        # 7-Zip refuses other characters and longer passwords for ZIP
        raise AppError(_("归档包的密码只能用英文字母、数字和普通符号，最多 99 个。"))


def lock(file: BinaryIO, content: memoryview, made: datetime, password: str) -> Job[None]:
    """Put a finished package into an encrypted ZIP under a name that tells nothing.

    Raises:
        AppError: too large to be kept in memory.
    """
    import pyzipper

    if len(content) > MOST_LOCKED_BYTES:
        raise AppError(_("归档包太大，不能加密码。请不加密码导出，放在可靠的地方。"))
    # the mark at the beginning tells old editors of Windows that it is UTF-8
    readme = README.replace("\n", "\r\n").encode("utf-8-sig")
    # a full disk in the middle of an entry would leave this library's file in an odd state
    locked = io.BytesIO()
    with pyzipper.AESZipFile(locked, "w") as outer:
        outer.writestr(bag_zip.described(outer.zipinfo_cls, README_ENTRY, readme, made), readme)
        outer.setpassword(password.encode())
        outer.setencryption(pyzipper.WZ_AES, nbits=256)
        info = bag_zip.described(outer.zipinfo_cls, LOCKED_ENTRY, content, made)
        with outer.open(info, "w") as sink:
            for start in range(0, len(content), _CHUNK):
                yield Step(start, len(content), _("正在加密"))
                sink.write(content[start : start + _CHUNK])
    file.write(locked.getbuffer())


def unlock(file: BinaryIO, password: str) -> Job[BinaryIO]:
    """The package within an encrypted one, in memory.

    Raises:
        PasswordRefused: no password, or a wrong one.
        Damaged: not a package of this program, or no longer whole.
    """
    import pyzipper

    with bag_zip.whole(pyzipper.BadZipFile), pyzipper.AESZipFile(file) as outer:
        package = _package(outer.infolist())
        outer.read(README_ENTRY)
        if not password:
            raise PasswordRefused(_("这个归档包有密码，请输入移交时约定的密码。"))
        try:
            source = outer.open(package, pwd=password.encode())
        except RuntimeError as error:
            raise PasswordRefused(
                _("密码不对，没有打开归档包。密码确实无误的话，就是文件已损坏。")
            ) from error
        content = io.BytesIO()
        with source:
            while chunk := source.read(_CHUNK):
                content.write(chunk)
                yield Step(content.tell(), package.file_size, _("正在解密"))
    content.seek(0)
    return content


def _package(infos: list[Any]) -> Any:
    by_name = {info.filename: info for info in infos}
    if len(infos) != 2 or set(by_name) != {LOCKED_ENTRY, README_ENTRY}:
        raise bag_zip.Damaged(_("包的加密方式不是本程序的，没有打开。"))
    package, readme = by_name[LOCKED_ENTRY], by_name[README_ENTRY]
    if (
        package.wz_aes_strength != _AES_256
        or package.compress_type != zipfile.ZIP_STORED
        or package.file_size != package.compress_size - _AES_BYTES
        or readme.flag_bits & bag_zip.ENCRYPTED
    ):
        raise bag_zip.Damaged(_("包的加密方式不是本程序的，没有打开。"))
    if package.file_size > MOST_LOCKED_BYTES or readme.file_size > _MOST_README_BYTES:
        raise bag_zip.Damaged(_("包里的内容超过允许的大小，没有打开。"))
    return package
