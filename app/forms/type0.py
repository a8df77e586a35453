"""A TrueType face in a PDF as one Type 0 font (CIDFontType2, Identity-H).

ReportLab cuts a TrueType font into subsets of 256 characters and switches between them, which
makes Chinese text three times as slow and gives characters beyond U+FFFF a wrong text layer. Here
each face is one font per document: a character's two-byte code is its number in the order of
first use, which is also its glyph's number in the embedded subset.

The class follows ReportLab's protocol for dynamic fonts, so it can be registered and drawn with
``canvas.drawString``; the forms themselves take the shorter way of :meth:`Type0Font.subset`.
"""

from __future__ import annotations

import hashlib
import weakref
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.forms.truetype import TrueTypeFile

_BATCH = 100  # entries in one bfchar block of a ToUnicode map, by the format's rule
_SYMBOLIC, _SERIF, _ITALIC = 4, 2, 64


class NoGlyph(LookupError):
    """The face lacks a character; ``args[0]`` is the character."""


class Subset(dict[str, str]):
    """The characters of one face used in one document, each with its code as four hex digits."""

    def __init__(self, file: TrueTypeFile, name: str) -> None:
        super().__init__()
        self.file = file
        #: the font's name in the resources of the document's pages, such as ``/F1``
        self.name = name

    def __missing__(self, char: str) -> str:
        if ord(char) not in self.file.glyphs:
            raise NoGlyph(char)
        code = self[char] = f"{len(self) + 1:04X}"
        return code

    def encode(self, text: str) -> str:
        """The text as hex digits for a PDF string.

        Raises:
            NoGlyph: the face lacks a character.
        """
        return "".join(map(self.__getitem__, text))


class _Encoding:
    name = "UTF-8"


class _Face:
    """What ReportLab's registry asks of a font's face."""

    builtIn = False

    def __init__(self, name: str) -> None:
        self.name = name


class Type0Font:
    """A face that can be drawn with; ``name`` is its name in ReportLab's registry."""

    _multiByte = 1
    _dynamicFont = 1
    shapable = False  # no shaping engine: Chinese has nothing to shape

    def __init__(self, name: str, file: TrueTypeFile) -> None:
        self.fontName = name
        self.file = file
        self.face = _Face(name)
        self.encoding = _Encoding()
        self._subsets: weakref.WeakKeyDictionary[Any, Subset] = weakref.WeakKeyDictionary()

    def __contains__(self, char: str) -> bool:
        return ord(char) in self.file.glyphs

    def width(self, char: str) -> int:
        """Advance width in thousandths of the type size.

        Raises:
            NoGlyph: the face lacks the character.
        """
        glyph = self.file.glyphs.get(ord(char))
        if glyph is None:
            raise NoGlyph(char)
        return self.file.width(glyph)

    def subset(self, doc: Any) -> Subset:
        """The characters of this face in a ReportLab document; the font is added to it at the end."""
        found = self._subsets.get(doc)
        if found is None:
            name = f"/F{len(doc.fontMapping) + 1}"
            found = self._subsets[doc] = Subset(self.file, name)
            doc.fontMapping[self.fontName] = name
            doc.delayedFonts.append(self)
        return found

    # -- ReportLab's protocol for dynamic fonts ------------------------------------------------

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Width of a text in points."""
        del encoding
        return sum(map(self.width, text)) * size / 1000

    def splitString(self, text: str, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:
        """The text as one piece in the only subset."""
        del encoding
        return [(0, bytes.fromhex(self.subset(doc).encode(text)))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """Name of the only subset in the resources of the pages."""
        del subset
        return self.subset(doc).name

    def addObjects(self, doc: Any) -> None:
        """Add font, descriptor, outlines, widths and text layer to a document being closed."""
        subset = self._subsets.pop(doc)
        metrics = self.file.metrics
        base = f"{_tag(''.join(subset))}+{metrics.name}"
        descendant = _dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=f"/{base}",
            CIDSystemInfo=_dictionary(
                Registry=pdfdoc.PDFString("Adobe"),
                Ordering=pdfdoc.PDFString("Identity"),
                Supplement=0,
            ),
            FontDescriptor=doc.Reference(self._descriptor(doc, base, subset)),
            DW=1000,
            W=pdfdoc.PDFArrayCompact(self._widths(subset)),
            CIDToGIDMap="/Identity",
        )
        font = _dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=f"/{base}",
            Encoding="/Identity-H",
            DescendantFonts=pdfdoc.PDFArray([doc.Reference(descendant)]),
            ToUnicode=doc.Reference(_stream(doc, _to_unicode(subset))),
        )
        doc.idToObject[pdfdoc.BasicFonts].dict[subset.name[1:]] = doc.Reference(font)

    def _descriptor(self, doc: Any, base: str, subset: Subset) -> Any:
        glyphs = self.file.glyphs
        outlines = self.file.subset([0, *(glyphs[ord(char)] for char in subset)])
        metrics = self.file.metrics
        stream = _stream(doc, outlines)
        stream.dictionary["Length1"] = len(outlines)
        return _dictionary(
            Type="/FontDescriptor",
            FontName=f"/{base}",
            Flags=_SYMBOLIC | _SERIF | (_ITALIC if metrics.italic_angle else 0),
            FontBBox=pdfdoc.PDFArrayCompact(metrics.box),
            ItalicAngle=metrics.italic_angle,
            Ascent=metrics.ascent,
            Descent=metrics.descent,
            CapHeight=metrics.cap_height,
            # the usual estimate; no table of the font states the stem
            StemV=50 + int((metrics.weight / 65) ** 2),
            FontFile2=doc.Reference(stream),
        )

    def _widths(self, subset: Subset) -> list[Any]:
        """Runs of widths that differ from a full em."""
        runs: list[Any] = []
        last = -1
        for code, char in enumerate(subset, 1):
            width = self.width(char)
            if width == 1000:
                continue
            if code != last + 1:
                runs += [code, pdfdoc.PDFArrayCompact([])]
            runs[-1].sequence.append(width)
            last = code
        return runs


def _dictionary(**entries: Any) -> Any:
    return pdfdoc.PDFDictionary(entries)


def _stream(doc: Any, content: bytes) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _tag(characters: str) -> str:
    """Six capital letters that name a subset, as PDF asks for: same characters, same letters."""
    digest = hashlib.sha256(characters.encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(subset: Subset) -> bytes:
    """The text layer: code to character, beyond U+FFFF as the surrogates that the format asks for."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    entries = [
        f"<{code}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in subset.items()
    ]
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        lines += [f"{len(batch)} beginbfchar", *batch, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")
