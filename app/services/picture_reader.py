"""The child process that decodes a foreign picture and gives it back small, upright and bare.

Decoders have had holes, and a small file can unfold to gigabytes. So they work here, in a process
of its own with limits on memory and time; the parent is ``app.services.pictures``. The picture
comes through standard input and the JPEG goes to standard output: nothing is written to disk.
The first line of the answer is ``ok``, or ``fault`` and one of ``size`` and ``unreadable``.
Nothing else is imported before it is needed: start-up time counts.
"""

from __future__ import annotations

from io import BufferedIOBase, BytesIO
from typing import TYPE_CHECKING

from app.services.child import restrict

if TYPE_CHECKING:
    from PIL.Image import Image

#: The most pixels that a picture may declare; an A3 sheet at 600 dpi has 70 million.
MOST_PIXELS = 120_000_000

_FORMATS = ("JPEG", "PNG", "BMP", "WEBP")
_MEMORY = 2 << 30  # bytes of address space
_SECONDS = 40  # of processor time; the parent watches the clock


def main(argv: list[str]) -> int:
    """``argv``: the longer side, the shorter side (pixels), the quality of the JPEG (1-95)."""
    restrict(_MEMORY, _SECONDS)
    longer, shorter, quality = map(int, argv)
    # a frozen program without a console has no sys.stdin, but it does have the pipes
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as out:
        _answer(source.read(), out, longer, shorter, quality)
    return 0


def _answer(data: bytes, out: BufferedIOBase, longer: int, shorter: int, quality: int) -> None:
    from PIL import Image, UnidentifiedImageError

    # the size that the file declares is looked at below, before anything is decoded
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                out.write(b"fault size\n")
                return
            small = _small(image, longer, shorter)
    except (UnidentifiedImageError, OSError, SyntaxError):
        out.write(b"fault unreadable\n")
        return
    made = BytesIO()
    # nothing is handed over but the pixels: no place, no time, no camera
    small.save(made, "JPEG", quality=quality, optimize=True)
    out.write(b"ok\n" + made.getvalue())


def _small(image: Image, longer: int, shorter: int) -> Image:
    from PIL import Image as Images
    from PIL import ImageOps

    wide = image.width > image.height
    box = (longer, shorter) if wide else (shorter, longer)
    # a JPEG is then decoded at a fraction of its size
    image.draft(None, box)
    plain = _plain(image)
    plain.thumbnail(box, Images.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(plain)
    return _opaque(upright)


def _plain(image: Image) -> Image:
    """Pixels that can be averaged: no palette, no sixteen bits."""
    if image.mode in ("P", "PA"):
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I"):
        # what has more than eight bits is brought down to them
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    image.load()
    return image


def _opaque(image: Image) -> Image:
    """Grey or the screen's colours, on white where the picture was transparent."""
    from PIL import Image as Images

    if image.mode in ("LA", "RGBA"):
        ground = Images.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        return ground.convert("L" if image.mode == "LA" else "RGB")
    if image.mode == "L":
        return image
    return _in_srgb(image).convert("RGB")


def _in_srgb(image: Image) -> Image:
    """The colours of a telephone's wider space as others show them."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        found = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        # a profile that cannot be read costs a shade, not the picture
        return image
    return found or image
