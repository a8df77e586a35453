"""Foreign pictures made small, upright and bare, so that none of them can harm the program.

The decoding is done by a child process (``picture_reader``). Whatever goes wrong is one sentence;
no file is written.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from app.errors import AppError
from app.i18n import _

#: How long a child process may work, in seconds.
TIME_LIMIT = 40.0
#: The largest picture file that is read, in bytes.
MOST_BYTES = 60_000_000

_ROOT = Path(__file__).resolve().parents[2]
_FLAGS = ("-I", "-S")
_CHILD = (
    "import sys; sys.path[:0] = sys.argv.pop(1).split('\\n'); "
    "from app.services.picture_reader import main; sys.exit(main(sys.argv[1:]))"
)


class Fit(NamedTuple):
    """The room that a picture is shrunk into: longer and shorter side in pixels, JPEG quality."""

    longer: int
    shorter: int
    quality: int


#: A portrait of 35 × 49 mm at 300 dpi, with something to spare.
PHOTO = Fit(640, 480, 90)
#: An A4 sheet at 200 dpi.
SHEET = Fit(2339, 1654, 82)


def media_of(data: bytes) -> str:
    """The media type that the first bytes tell; '' when they tell none that we know."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    # two letters alone could begin a text
    if data[:2] == b"BM" and data[6:10] == bytes(4) and data[15:18] == bytes(3):
        return "image/bmp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return "image/heic"
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    return ""


def shrink(data: bytes, fit: Fit, name: str) -> bytes:
    """A picture as a JPEG that fits, turned as it was held, without place, time and camera.

    ``name`` is the file's, for the sentences. A smaller picture keeps its size.

    Raises:
        AppError: it cannot be read, or is too large. Nothing is kept.
    """
    try:
        done = subprocess.run(
            [*_command(), *(str(number) for number in fit)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIME_LIMIT,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise _damaged(name) from None
    except OSError as error:
        raise AppError(
            _("系统没有允许启动读取“{name}”的进程，没有读取。请重新启动程序后再试。").format(
                name=name
            )
        ) from error
    verdict, _line, content = done.stdout.partition(b"\n")
    if verdict == b"fault size":
        raise AppError(
            _("“{name}”的尺寸太大，没有添加。请用较低的分辨率重新扫描或缩小后再试。").format(
                name=name
            )
        )
    if verdict != b"ok" or done.returncode or not content.startswith(b"\xff\xd8\xff"):
        raise _damaged(name)
    return content


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-picture"]
    path = "\n".join([str(_ROOT), *filter(None, sys.path)])
    return [sys.executable, *_FLAGS, "-c", _CHILD, path]


def _damaged(name: str) -> AppError:
    return AppError(
        _("“{name}”打不开：图片可能已经损坏，没有添加。请换一份，或用画图程序另存后再试。").format(
            name=name
        )
    )
