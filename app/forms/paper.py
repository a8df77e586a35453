"""A document being drawn: millimetres from the top left corner, our faces, the same bytes always.

What is the same on many pages is drawn once (:meth:`Paper.static`) and only named on the pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Hashable, Sequence
from typing import Literal

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.forms import code, fonts
from app.forms.type0 import NoGlyph
from app.forms.typeset import Line
from app.services.statements import Imprint

MM = 72 / 25.4
"""Points in a millimetre."""

Align = Literal["left", "center", "right"]

# the root of the page tree, which ReportLab writes in the clear
_PAGES = re.compile(rb"/Count (\d+) /Kids \[")

# ReportLab would wrap compressed streams in ASCII for the mailers of the nineties.
rl_config.useA85 = 0


def page_count(pdf: bytes) -> int:
    """Pages of a document drawn here.

    Raises:
        ValueError: the bytes are not such a document.
    """
    found = _PAGES.search(pdf)
    if found is None:
        raise ValueError("no page tree")
    return int(found[1])


class Paper:
    """The pages of one form, portrait or landscape A4, or landscape A3 (``large``).

    ``title`` is the document's title in its metadata; the author is the branch and the creator the
    program, as the imprint names them. Distances are millimetres from the top left corner of
    the page; sizes of type and widths of rules are points; y of a text is its baseline.
    """

    def __init__(
        self, imprint: Imprint, title: str, *, landscape: bool = False, large: bool = False
    ) -> None:
        self.width, self.height = (297.0, 210.0) if landscape else (210.0, 297.0)
        if large:
            self.width, self.height = 420.0, 297.0
        self._faces = {name: fonts.face(name) for name in (fonts.SONG, fonts.BOLD)}
        self._canvas = Canvas(
            io.BytesIO(),
            pagesize=(self.width * MM, self.height * MM),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 5),
            # a font of ours: otherwise every page names Helvetica, which is not embedded
            initialFontName=fonts.SONG,
            lang="zh-CN",
        )
        # adding fonts to a document goes through its object, which the canvas keeps to itself
        self._doc = self._canvas._doc  # noqa: SLF001
        self._canvas.setTitle(title)
        self._canvas.setAuthor(imprint.branch)
        self._canvas.setSubject("")
        self._canvas.setCreator(imprint.program)
        self._canvas.setProducer(imprint.program)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        # the cells are measured: printing must not shrink the page to the printer's margins
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._statics: dict[Hashable, str] = {}
        self.pages = 0

    # -- pages -----------------------------------------------------------------------------

    def end_page(self) -> None:
        """Close the page; what follows is on the next one."""
        self._canvas.showPage()
        self.pages += 1

    def turn(self, *, landscape: bool) -> None:
        """Turn the page that begins, and those after it; call it before anything is drawn on it."""
        short, long = sorted((self.width, self.height))
        self.width, self.height = (long, short) if landscape else (short, long)
        self._canvas.setPageSize((self.width * MM, self.height * MM))

    def finish(self) -> bytes:
        """The PDF's bytes.

        Raises:
            ValueError: nothing was drawn.
        """
        if not self.pages:
            raise ValueError("a document without pages")
        data: bytes = self._canvas.getpdfdata()
        return data

    def static(self, look: Hashable, draw: Callable[[], None]) -> None:
        """Put on the page what ``draw`` draws; it is called once for each ``look``.

        ``look`` is all that the drawing depends on.
        """
        name = self._statics.get(look)
        if name is None:
            name = self._statics[look] = f"s{len(self._statics) + 1}"
            self._canvas.beginForm(name)
            draw()
            self._canvas.endForm()
        self._canvas.doForm(name)

    # -- text ------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        face: str = fonts.SONG,
        align: Align = "left",
        spacing: float = 0.0,
        grey: float = 0.0,
    ) -> None:
        """One line of text; ``x`` is its left end, middle or right end.

        ``spacing`` is added between the characters, in points; ``grey`` is 0 (black) to 1 (white).

        Raises:
            AppError: no font has a character.
        """
        shown = fonts.clean(text).replace("\n", " ")
        if not shown:
            return
        left = x * MM
        if align != "left":
            width = self._faces[face].width(shown, size) + spacing * (len(shown) - 1)
            left -= width if align == "right" else width / 2
        show = self._show(face, size, shown)
        if spacing:
            show = f"{spacing:.3f} Tc {show} 0 Tc"
        if grey:
            show = f"{grey:g} g {show} 0 g"
        self._put(f"BT {left:.2f} {self._up(y):.2f} Td {show} ET")

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[Line],
        size: float,
        pitch: float,
        *,
        face: str = fonts.SONG,
    ) -> None:
        """Lines of a laid out text, flush left; ``pitch`` is their distance in points.

        Raises:
            AppError: no font has a character.
        """
        left, top, spaced = x * MM, self._up(y), 0.0
        parts = ["BT"]
        for number, line in enumerate(lines):
            if line.spacing != spaced:
                parts.append(f"{line.spacing:.3f} Tc")
                spaced = line.spacing
            parts.append(f"1 0 0 1 {left + line.indent:.2f} {top - number * pitch:.2f} Tm")
            parts.append(self._show(face, size, line.text))
        parts.append("0 Tc ET" if spaced else "ET")
        self._put(" ".join(parts))

    def spaced(self, x: float, y: float, text: str, size: float, step: float) -> None:
        """One line with each character in the middle of a place ``step`` millimetres wide.

        For figures that are read off one by one; our faces have no fixed-width figures.
        """
        face = self._faces[fonts.SONG]
        for number, char in enumerate(text):
            if char != " ":
                middle = x + (number + 0.5) * step
                self.text(middle - face.width(char, size) / MM / 2, y, char, size)

    def watermark(self, text: str, x: float, y: float, size: float) -> None:
        """A very light text rising across the page around a middle; draw it before all others."""
        face = self._faces[fonts.BOLD]
        half = face.width(text, size) / 2
        cos, sin = 0.866, 0.5
        left = x * MM - half * cos + size * 0.35 * sin
        bottom = self._up(y) - half * sin - size * 0.35 * cos
        show = self._show(fonts.BOLD, size, text)
        self._put(f"q 0.91 g BT {cos} {sin} {-sin} {cos} {left:.2f} {bottom:.2f} Tm {show} ET Q")

    def _show(self, face: str, size: float, text: str) -> str:
        font = self._faces[face]
        first = font.first.subset(self._doc)
        try:
            return f"{first.name} {size:g} Tf <{first.encode(text)}> Tj"
        except NoGlyph:
            subsets = [(piece.subset(self._doc), part) for piece, part in font.split(text)]
            return " ".join(
                f"{sub.name} {size:g} Tf <{sub.encode(part)}> Tj" for sub, part in subsets
            )

    # -- rules and figures -----------------------------------------------------------------

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """A straight line."""
        self._put(
            f"{width:g} w {x1 * MM:.2f} {self._up(y1):.2f} m {x2 * MM:.2f} {self._up(y2):.2f} l S"
        )

    def polyline(self, points: Sequence[tuple[float, float]], width: float) -> None:
        """A line through points."""
        steps = [f"{x * MM:.2f} {self._up(y):.2f}" for x, y in points]
        self._put(f"{width:g} w {steps[0]} m {' l '.join(steps[1:])} l S")

    def frame(
        self, x: float, y: float, width: float, height: float, *, rule: float = 0.5, dash: str = ""
    ) -> None:
        """A rectangle; ``dash`` as PDF writes it, such as ``[2 2]``."""
        shape = f"{x * MM:.2f} {self._up(y + height):.2f} {width * MM:.2f} {height * MM:.2f} re S"
        self._put(f"q {dash} 0 d {rule:g} w {shape} Q" if dash else f"{rule:g} w {shape}")

    def bar(self, x: float, y: float, width: float, height: float, grey: float = 0.0) -> None:
        """A filled rectangle; ``grey`` is 0 (black) to 1 (white)."""
        shape = f"{x * MM:.2f} {self._up(y + height):.2f} {width * MM:.2f} {height * MM:.2f} re f"
        self._put(f"q {grey:g} g {shape} Q")

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code; ``side`` without the white margin of four modules that it needs."""
        modules, runs = code.rectangles(text)
        scale = side * MM / modules
        place = f"{scale:.5f} 0 0 {scale:.5f} {x * MM:.2f} {self._up(y + side):.2f} cm"
        shapes = " ".join(
            f"{column} {modules - row - 1} {length} 1 re" for column, row, length in runs
        )
        self._put(f"q {place} {shapes} f Q")

    def _up(self, y: float) -> float:
        return (self.height - y) * MM

    def _put(self, operators: str) -> None:
        self._canvas.addLiteral(operators)
