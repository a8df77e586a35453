"""A TrueType font file: which characters it has, how wide they are, and a subset of its outlines.

Only what embedding in a PDF needs is read, through a memory map and in bulk, so that a face of
15 MB and 30,000 characters is ready in hundredths of a second and needs no cache file.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_COLLECTION = b"ttcf"
_OUTLINES = (b"\x00\x01\x00\x00", b"true")
_COPIED = ("cvt ", "fpgm", "prep")

# flags of a composite glyph's component
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080

# fsType: restricted licence, no subsetting, bitmaps only
_NO_EMBEDDING = 0x0002 | 0x0100 | 0x0200


class NotUsable(Exception):
    """Not a TrueType font with outlines that may be embedded, or a damaged one."""


@dataclass(frozen=True)
class Metrics:
    """What a font descriptor of a PDF states, in thousandths of the type size."""

    name: str
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    weight: int


class TrueTypeFile:
    """One face of a ``.ttf`` file or of a ``.ttc`` collection.

    ``glyphs`` maps code points to the font's own glyph numbers.

    Raises:
        NotUsable: see there.
        OSError: the file cannot be read.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        with open(path, "rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file cannot be mapped
                raise NotUsable(path.name) from error
        try:
            self._tables = self._directory(index)
            self._read()
        except (struct.error, IndexError, KeyError, ValueError) as error:
            raise NotUsable(path.name) from error

    def width(self, glyph: int) -> int:
        """Advance width of a glyph in thousandths of the type size."""
        advance = self._advances[min(glyph, len(self._advances) - 1)]
        return round(advance * 1000 / self._em)

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font file in which the outline of ``glyphs[n]`` has the number n.

        Parts of composite glyphs are added behind. The same glyphs give the same bytes.
        """
        wanted = list(glyphs)
        number = {glyph: n for n, glyph in reversed(list(enumerate(wanted)))}
        outlines: list[bytes] = []
        while len(outlines) < len(wanted):
            outline = bytearray(self._outline(wanted[len(outlines)]))
            for at in _components(outline):
                part = struct.unpack_from(">H", outline, at)[0]
                if part not in number:
                    number[part] = len(wanted)
                    wanted.append(part)
                struct.pack_into(">H", outline, at, number[part])
            outlines.append(bytes(outline) + bytes(-len(outline) % 4))
        return _font_file(self._subset_tables(wanted, outlines))

    # -- reading ---------------------------------------------------------------------------

    def _directory(self, index: int) -> dict[str, tuple[int, int]]:
        start = 0
        if self._data[:4] == _COLLECTION:
            start = struct.unpack_from(">L", self._data, 12 + 4 * index)[0]
        if self._data[start : start + 4] not in _OUTLINES:
            raise ValueError(self.path.name)
        count = struct.unpack_from(">H", self._data, start + 4)[0]
        tables = {}
        for n in range(count):
            tag, _sum, offset, length = struct.unpack_from(">4s3L", self._data, start + 12 + 16 * n)
            if offset + length > len(self._data):
                raise ValueError(tag)
            tables[tag.decode("latin-1")] = (offset, length)
        return tables

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _read(self) -> None:
        head, hhea = self._table("head"), self._table("hhea")
        self._em: int = struct.unpack_from(">H", head, 18)[0]
        self._count = struct.unpack_from(">H", self._table("maxp"), 4)[0]
        metric_count = struct.unpack_from(">H", hhea, 34)[0]
        self._metrics = _numbers("H", self._table("hmtx")[: 4 * metric_count])
        self._advances = self._metrics[::2]
        if not self._em or not self._advances:
            raise ValueError(self.path.name)
        if struct.unpack_from(">h", head, 50)[0]:
            self._places = _numbers("I", self._table("loca")[: 4 * (self._count + 1)])
        else:
            short = _numbers("H", self._table("loca")[: 2 * (self._count + 1)])
            self._places = array("I", [2 * place for place in short])
        if len(self._places) != self._count + 1 or "glyf" not in self._tables:
            raise ValueError(self.path.name)
        self.glyphs = _character_map(self._table("cmap"), self._count)
        self.metrics = self._describe(head, hhea)

    def _describe(self, head: bytes, hhea: bytes) -> Metrics:
        scale = 1000 / self._em
        ascent, descent = struct.unpack_from(">2h", hhea, 4)
        weight, cap_height = 400, ascent
        if "OS/2" in self._tables:
            table = self._table("OS/2")
            version = struct.unpack_from(">H", table)[0]
            weight, _width, rights = struct.unpack_from(">3H", table, 4)
            if rights & _NO_EMBEDDING:
                raise ValueError(rights)
            ascent, descent = struct.unpack_from(">2h", table, 68)
            cap_height = struct.unpack_from(">h", table, 88)[0] if version > 1 else ascent
        left, bottom, right, top = struct.unpack_from(">4h", head, 36)
        angle = struct.unpack_from(">l", self._table("post"), 4)[0] / 65536
        return Metrics(
            name=_postscript_name(self._table("name")) or "Font",
            box=(
                round(left * scale),
                round(bottom * scale),
                round(right * scale),
                round(top * scale),
            ),
            ascent=round(ascent * scale),
            descent=round(descent * scale),
            cap_height=round(cap_height * scale),
            italic_angle=angle,
            weight=weight,
        )

    def _outline(self, glyph: int) -> bytes:
        if glyph >= self._count:
            return b""
        start = self._tables["glyf"][0]
        return self._data[start + self._places[glyph] : start + self._places[glyph + 1]]

    # -- writing ---------------------------------------------------------------------------

    def _subset_tables(self, wanted: Sequence[int], outlines: Sequence[bytes]) -> dict[str, bytes]:
        places, position = [0], 0
        for outline in outlines:
            position += len(outline)
            places.append(position)
        head = bytearray(self._table("head"))
        struct.pack_into(">L", head, 8, 0)  # the checksum of the whole is set at the end
        struct.pack_into(">h", head, 50, 1)
        hhea = bytearray(self._table("hhea"))
        struct.pack_into(">H", hhea, 34, len(wanted))
        maxp = bytearray(self._table("maxp"))
        struct.pack_into(">H", maxp, 4, len(wanted))
        bearings = b"".join(self._metric(glyph) for glyph in wanted)
        tables = {tag: self._table(tag) for tag in _COPIED if tag in self._tables}
        return tables | {
            "head": bytes(head),
            "hhea": bytes(hhea),
            "maxp": bytes(maxp),
            "hmtx": bearings,
            "loca": struct.pack(f">{len(places)}L", *places),
            "glyf": b"".join(outlines),
        }

    def _metric(self, glyph: int) -> bytes:
        count = len(self._advances)
        if glyph < count:
            return struct.pack(">2H", self._metrics[2 * glyph], self._metrics[2 * glyph + 1])
        # behind the last full entry only the bearings are listed
        offset, length = self._tables["hmtx"]
        at = 4 * count + 2 * (glyph - count)
        bearing = self._data[offset + at : offset + at + 2] if at + 2 <= length else b"\0\0"
        return struct.pack(">H", self._advances[-1]) + bearing


def _numbers(kind: str, data: bytes) -> array[int]:
    """Big-endian numbers of a table."""
    numbers: array[int] = array(kind)
    numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _character_map(table: bytes, count: int) -> dict[int, int]:
    """Code points to glyphs, from the Unicode subtable that covers most."""
    entries = struct.unpack_from(">H", table, 2)[0]
    best: tuple[int, int] | None = None
    for n in range(entries):
        platform, encoding, offset = struct.unpack_from(">2HL", table, 4 + 8 * n)
        form = struct.unpack_from(">H", table, offset)[0]
        unicode = platform == 0 or (platform == 3 and encoding in (1, 10))
        if unicode and form in (4, 12) and (best is None or form > best[0]):
            best = (form, offset)
    if best is None:
        raise ValueError("cmap")
    form, offset = best
    pairs = _segments(table, offset) if form == 4 else _groups(table, offset)
    return {code: glyph for code, glyph in pairs if 0 < glyph < count}


def _groups(table: bytes, offset: int) -> Iterable[tuple[int, int]]:
    count = struct.unpack_from(">L", table, offset + 12)[0]
    for start, end, glyph in struct.iter_unpack(
        ">3L", table[offset + 16 : offset + 16 + 12 * count]
    ):
        if end > 0x10FFFF:
            raise ValueError(end)
        yield from zip(range(start, end + 1), range(glyph, glyph + end - start + 1), strict=True)


def _segments(table: bytes, offset: int) -> Iterable[tuple[int, int]]:
    length, _language, doubled = struct.unpack_from(">3H", table, offset + 2)
    words = _numbers("H", table[offset : offset + length])
    n = doubled // 2
    ends, starts = words[7 : 7 + n], words[8 + n : 8 + 2 * n]
    deltas, ranges = words[8 + 2 * n : 8 + 3 * n], words[8 + 3 * n : 8 + 4 * n]
    for k in range(n):
        for code in range(starts[k], ends[k] + 1):
            glyph = code
            if ranges[k]:
                at = 8 + 3 * n + k + ranges[k] // 2 + code - starts[k]
                glyph = words[at] if at < len(words) else 0
                if not glyph:
                    continue
            yield code, (glyph + deltas[k]) & 0xFFFF


def _postscript_name(table: bytes) -> str:
    count, strings = struct.unpack_from(">2H", table, 2)
    for n in range(count):
        platform, _encoding, _language, kind, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * n
        )
        if kind == 6:
            raw = table[strings + offset : strings + offset + length]
            name = raw.decode("utf-16-be" if platform in (0, 3) else "latin-1", "ignore")
            return "".join(
                char for char in name if char.isascii() and (char.isalnum() or char in "-_")
            )
    return ""


def _components(outline: bytes | bytearray) -> Iterable[int]:
    """Where a composite glyph names its parts."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags = struct.unpack_from(">H", outline, at)[0]
        yield at + 2
        at += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _TWO_SCALES:
            at += 4
        elif flags & _MATRIX:
            at += 8


def _checksum(data: bytes) -> int:
    return sum(_numbers("I", data + bytes(-len(data) % 4))) & 0xFFFFFFFF


def _font_file(tables: dict[str, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    search = 16 << power
    header = struct.pack(">L4H", 0x00010000, len(tables), search, power, 16 * len(tables) - search)
    offset = 12 + 16 * len(tables)
    directory, body = b"", b""
    head_at = 0
    for tag in sorted(tables):
        data = tables[tag]
        if tag == "head":
            head_at = offset + len(body)
        directory += struct.pack(
            ">4s3L", tag.encode("latin-1"), _checksum(data), offset + len(body), len(data)
        )
        body += data + bytes(-len(data) % 4)
    file = bytearray(header + directory + body)
    struct.pack_into(">L", file, head_at + 8, (0xB1B0AFBA - _checksum(bytes(file))) & 0xFFFFFFFF)
    return bytes(file)
