"""Writing a file so that a crash, a full disk or a virus scanner never costs the previous one.

Bytes go beside the target, are synced and read back, and then swapped in; the folder is synced.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.errors import AppError
from app.i18n import _

# Windows refuses a replacement for a moment while a scanner or indexer holds the file.
_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
_TRANSIENT_WINDOWS_ERRORS = {5, 32, 33}


def write_bytes(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target``, all or nothing.

    Raises:
        AppError: the folder cannot be written, the disk is full, or what was read back differs.
    """

    def fill(file: BinaryIO) -> None:
        file.write(content)

    write_with(target, fill, expect=content)


def write_with(
    target: Path, fill: Callable[[BinaryIO], None], *, expect: bytes | None = None
) -> None:
    """Let ``fill`` write a temporary file beside ``target``, then swap it in, all or nothing.

    ``fill`` may raise; then the target is as it was and the temporary file is gone.
    With ``expect`` given, what is read back must be equal to it.
    """
    # a part of the name only: a long name and the ending together may be longer than allowed
    beside = target.with_name(f".{target.name[:20]}.{uuid.uuid4().hex[:8]}.part")
    try:
        with open(beside, "xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        if expect is not None and _digest(beside) != hashlib.sha256(expect).digest():
            raise AppError(
                _("“{name}”写入后核对不一致，原文件没有改动。请换一个磁盘再试。").format(
                    name=target.name
                )
            )
        replace(beside, target)
    except OSError as error:
        raise os_error(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def replace(source: Path, target: Path) -> None:
    """Swap ``source`` in for ``target`` and sync the folder; retries what Windows refuses briefly."""
    for pause in (*_RETRY_SECONDS, None):
        try:
            os.replace(source, target)
            break
        except PermissionError as error:
            if pause is None or getattr(error, "winerror", 0) not in _TRANSIENT_WINDOWS_ERRORS:
                raise
            time.sleep(pause)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable where the system offers that.

    Network and USB file systems may refuse it; the rename itself has happened all the same.
    """
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def os_error(error: OSError, path: Path) -> AppError:
    """The sentence for what the system refused."""
    name = path.name
    if error.errno == errno.ENOSPC:
        return AppError(
            _("磁盘已满，“{name}”没有写入，原有内容没有改动。请腾出空间后再试。").format(name=name)
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return AppError(
            _("“{folder}”不允许写入，“{name}”没有保存。请换一个文件夹。").format(
                folder=path.parent, name=name
            )
        )
    if error.errno == errno.ENOENT:
        return AppError(_("找不到“{path}”。").format(path=path))
    if error.errno in (errno.EISDIR, errno.ENOTDIR):
        return AppError(_("“{path}”不是可以使用的文件位置。").format(path=path))
    return AppError(
        _("系统拒绝了对“{name}”的操作（{reason}），原有内容没有改动。").format(
            name=name, reason=error.strerror or error.errno
        )
    )


def _digest(path: Path) -> bytes:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
