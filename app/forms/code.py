"""QR codes that name a sheet, so that a signed scan can be filed by itself."""

from __future__ import annotations

import re
from functools import lru_cache

import zxingcpp

_DARK = re.compile(b"\0+")  # the picture has a byte a module


def sheet_code(code: str, sheet: int) -> str:
    """The code of a sheet: the first carries the document's own, continuation sheets ``…/2``, ``…/3``.

    An empty code (drafts, anonymous papers) stays empty.
    """
    return f"{code}/{sheet}" if code and sheet > 1 else code


@lru_cache(maxsize=64)
def rectangles(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The code's side in modules, and its dark runs as (column, row from the top, length).

    Error correction level M (15 %): survives a stamp's edge or a staple's hole.
    """
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = barcode.to_image(scale=1, add_quiet_zones=False)
    pixels = memoryview(image).tobytes()  # type: ignore[arg-type]  # its stub omits the buffer
    side = image.shape[0]
    return side, tuple(
        (run.start(), row, run.end() - run.start())
        for row in range(side)
        for run in _DARK.finditer(pixels[row * side : (row + 1) * side])
    )
