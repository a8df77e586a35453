"""Files beside a person: shrunk, bare, inside the book, once; damaged and hostile ones refused."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from app.errors import AppError
from app.models.attachments import Attachment
from app.models.base import database
from app.models.journal import Change
from app.services import attachments, check, journal, picture_reader, pictures, safekeeping
from app.services import book as books
from app.services.attachments import New

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TODAY = date.today()


def picture(
    size: tuple[int, int] = (300, 400), kind: str = "JPEG", mode: str = "RGB", **how
) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    image = Image.new("L", size, 30)
    image.paste(220, (size[0] // 2, 0, size[0], size[1]))
    made = io.BytesIO()
    image.convert(mode).save(made, kind, **how)
    return made.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def exif(orientation: int) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = "Telephone 7"
    found.get_ifd(0x8825)[1] = "N"
    return found


# -- pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "fit", "result"),
    [
        ((4000, 3000), pictures.SHEET, (2205, 1654)),
        ((1000, 9000), pictures.SHEET, (260, 2339)),
        ((3000, 4000), pictures.PHOTO, (480, 640)),
        ((300, 400), pictures.PHOTO, (300, 400)),
    ],
)
def test_a_picture_is_shrunk_to_print_size(size, fit, result):
    made = read(pictures.shrink(picture(size), fit, "x"))
    assert (made.format, made.size) == ("JPEG", result)


MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "PNG": ("1", "L", "P", "LA", "RGB", "RGBA"),
    "BMP": ("1", "L", "P", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
}


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind in MODES for mode in MODES[kind]])
def test_every_kind_of_picture_is_read(kind, mode):
    made = read(pictures.shrink(picture((60, 40), kind, mode), pictures.SHEET, "x")).convert("L")
    assert made.size == (60, 40)
    assert made.getpixel((10, 20)) < 90
    assert made.getpixel((50, 20)) > 180


def test_sixteen_bits_become_eight():
    image = Image.new("I;16", (40, 40), 40_000)
    made = io.BytesIO()
    image.save(made, "PNG")
    found = read(pictures.shrink(made.getvalue(), pictures.SHEET, "x")).getpixel((5, 5))
    assert abs(found - 40_000 // 256) <= 1


def test_what_is_transparent_is_white():
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    made = io.BytesIO()
    image.save(made, "PNG")
    assert read(pictures.shrink(made.getvalue(), pictures.SHEET, "x")).getpixel((5, 5)) == (
        255,
        255,
        255,
    )


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [
        (1, (80, 40), (5, 20)),
        (3, (80, 40), (75, 20)),
        (6, (40, 80), (20, 5)),
        (8, (40, 80), (20, 75)),
    ],
)
def test_a_picture_is_turned_as_it_was_held_and_says_nothing_else(orientation, size, dark):
    data = picture((80, 40), exif=exif(orientation))
    assert b"Telephone" in data
    made = pictures.shrink(data, pictures.SHEET, "x")
    image = read(made)
    assert image.size == size
    assert image.convert("L").getpixel(dark) < 90
    assert (dict(image.getexif()), b"Telephone" in made) == ({}, False)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as that."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb(60_000, 60_000), "尺寸太大"),
        (bomb(10_000, picture_reader.MOST_PIXELS // 10_000 + 1), "尺寸太大"),
        (bomb(100, 100), "打不开"),
        (picture()[:400], "打不开"),
        (picture((600, 600), "PNG")[:300], "打不开"),
        (b"\xff\xd8\xff" + bytes(200), "打不开"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20), "打不开"),
    ],
)
def test_a_damaged_or_hostile_picture_is_one_sentence(data, words):
    with pytest.raises(AppError, match=words) as told:
        pictures.shrink(data, pictures.SHEET, "扫描件.png")
    assert "扫描件.png" in told.value.sentence


def test_a_decoder_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(pictures, "TIME_LIMIT", 0.3)
    monkeypatch.setattr(pictures, "_CHILD", "import time; time.sleep(30)")
    with pytest.raises(AppError, match="打不开"):
        pictures.shrink(picture(), pictures.PHOTO, "x.jpg")


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (picture(), "image/jpeg"),
        (picture(kind="PNG"), "image/png"),
        (picture(kind="BMP"), "image/bmp"),
        (picture(kind="WEBP"), "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        (PDF, "application/pdf"),
        ("BM的会议记录，写在一个文本里".encode(), ""),
        (b"", ""),
        (b"PK\x03\x04", ""),
    ],
)
def test_what_a_file_is_is_told_by_its_bytes(data, media):
    assert pictures.media_of(data) == media


# -- in the book ---------------------------------------------------------------------------------


@pytest.fixture
def number(people: dict[str, int]) -> int:
    return people["张三"]


def names(owner_id: int, **how: bool) -> list[str]:
    return [one.name for one in attachments.of("member", owner_id, **how)]


def test_a_photo_is_kept_small_and_the_newest_counts(number, tmp_path):
    path = tmp_path / "证件 照.png"
    path.write_bytes(picture((1200, 1600), "PNG"))
    first = attachments.add("member", number, New(path, "photo", 2024))
    assert attachments.photo(number) == attachments.content(first)
    (kept,) = attachments.of("member", number)
    assert (kept.kind, kept.year, kept.name, kept.media) == (
        "photo", 2024, "证件 照.jpg", "image/jpeg",
    )  # fmt: skip
    assert kept.byte_size == len(attachments.content(first)) < 40_000
    assert kept.sha256 == hashlib.sha256(attachments.content(first)).hexdigest()
    second = attachments.add("member", number, New(picture((300, 300)), "photo", 2025, "新.jpg"))
    assert attachments.photo_of(number).id == second
    attachments.trash(attachments.photo_of(number))
    assert attachments.photo_of(number).id == first
    journal.undo()
    assert attachments.photo_of(number).id == second
    assert attachments.photo(999) is None


def test_a_pdf_and_another_file_are_kept_as_they_are(number):
    pdf = attachments.add("member", number, New(PDF, "confirmation", 2024, "转正申请.PDF"))
    other = attachments.add("member", number, New(b"PK\x03\x04...", "other", 0, "思想汇报.docx"))
    assert attachments.content(pdf) == PDF
    assert attachments.content(other) == b"PK\x03\x04..."
    assert names(number) == ["转正申请.pdf", "思想汇报.docx"]
    assert attachments.total_size() == (2, len(PDF) + 7)


def test_files_are_in_the_order_of_type_and_year(number, people):
    for kind, year in (("other", 2020), ("form", 2003), ("other", 2024), ("photo", 2021)):
        data = picture((year % 100 + 9, 20)) if kind == "photo" else PDF + str(year).encode()
        attachments.add("member", number, New(data, kind, year, f"{kind}{year}"))
    attachments.add("member", people["单雄"], New(PDF, "form", 2000, "x"))
    attachments.add("transfer", number, New(PDF, "relation", 2000, "x"))
    assert names(number) == ["photo2021.jpg", "form2003.pdf", "other2024.pdf", "other2020.pdf"]


def test_the_same_file_is_kept_once(number, people):
    attachments.add("member", number, New(PDF, "form", 2003, "志愿书.pdf"))
    with pytest.raises(attachments.Present, match=r"入党志愿书“志愿书\.pdf”"):
        attachments.add("member", number, New(PDF, "other", 2024, "别名.pdf"))
    attachments.add("member", people["单雄"], New(PDF, "form", 2003, "志愿书.pdf"))
    assert Attachment.select().count() == 2


def test_what_lies_in_the_trash_comes_back_instead_of_lying_there_twice(number):
    first = attachments.add("member", number, New(PDF, "form", 2003, "志愿书.pdf"))
    attachments.trash(attachments.of("member", number)[0])
    assert attachments.add("member", number, New(PDF, "other", 2004, "别名.pdf")) == first
    assert names(number) == ["别名.pdf"]
    journal.undo()
    assert names(number) == []
    assert names(number, trashed=True) == ["志愿书.pdf"]
    attachments.restore(attachments.of("member", number, trashed=True)[0])
    assert names(number) == ["志愿书.pdf"]


def test_adding_is_undone_and_the_journal_holds_no_bytes(number):
    attachments.add("member", number, New(PDF, "form", 2003, "志愿书.pdf"))
    assert journal.undo() == "添加附件：志愿书.pdf"
    assert Attachment.select().count() == 0
    noted = [row for row in Change.select() if row.table_name == "attachment"]
    assert noted
    assert all("content" not in row.old + row.new for row in noted)


def test_a_file_is_filed_elsewhere_and_keeps_its_ending(number):
    attachments.add("member", number, New(PDF, "other", 0, "scan0001.pdf"))
    (kept,) = attachments.of("member", number)
    attachments.change(kept, kind="form", year=2003, stem="入党/志愿书")
    (found,) = attachments.of("member", number)
    assert (found.kind, found.year, found.name, found.title) == (
        "form", 2003, "入党 志愿书.pdf", "入党志愿书",
    )  # fmt: skip
    for change in ({"year": 24, "stem": "x"}, {"year": 2003, "stem": " "}):
        with pytest.raises(AppError):
            attachments.change(found, kind="form", **change)
    journal.undo()
    assert names(number) == ["scan0001.pdf"]


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (New(b"", "other", 0, "空.pdf"), "是空的"),
        (New(PDF, "photo", 0, "照片.pdf"), "不是图片"),
        (New(b"no pdf", "other", 0, "坏.pdf"), "不是完好的 PDF"),
        (New(b"\x00\x00\x00\x18ftypheic\x00\x00", "photo", 0, "IMG_1.heic"), "HEIC"),
        (New(PDF + bytes(attachments.MOST_BYTES), "other", 0, "大.pdf"), "超过了 20 MB"),
        (New(PDF, "other", 24, "年份.pdf"), "四位数的年份"),
        (New(Path("/nowhere/x.pdf"), "other", 0), "“x.pdf”读不出来"),
    ],
)
def test_what_is_refused(number, new, words):
    with pytest.raises(AppError, match=words):
        attachments.add("member", number, new)
    assert Attachment.select().count() == 0


def test_several_files_are_one_action_or_none(number, finish):
    wanted = [New(PDF, "form", 2003, "甲.pdf"), New(picture(), "photo", 2024, "乙.jpg")]
    assert finish(attachments.add_all("member", number, wanted)) == []
    again = [New(PDF, "form", 2003, "甲.pdf"), New(PDF + b"%", "other", 2024, "丙.pdf")]
    (said,) = finish(attachments.add_all("member", number, again))
    assert "已经有了" in said
    assert len(names(number)) == 3
    with pytest.raises(AppError, match="是空的"):
        finish(
            attachments.add_all(
                "member",
                number,
                [New(PDF + b"%%", "other", 0, "丁.pdf"), New(b"", "other", 0, "x")],
            )
        )
    assert len(names(number)) == 3
    journal.undo()
    journal.undo()
    assert names(number) == []


@pytest.mark.parametrize(
    ("name", "kind", "year"),
    [
        ("2024年转正申请.pdf", "confirmation", 2024),
        ("入党志愿书_张三.pdf", "form", TODAY.year),
        ("IMG_20230512_1.jpg", "other", 2023),
        ("张三 免冠照.JPG", "photo", TODAY.year),
        ("介绍信回执2019.pdf", "relation", 2019),
        ("优秀共产党员证书.jpg", "merit", TODAY.year),
        ("13900002024123.docx", "other", TODAY.year),
    ],
)
def test_type_and_year_are_guessed_from_the_name(name, kind, year):
    assert attachments.guess(name, TODAY) == (kind, year)


def test_a_file_is_taken_out_of_the_book(number, tmp_path):
    kept = attachments.add("member", number, New(PDF, "form", 2003, "志愿书.pdf"))
    attachments.export_to(kept, tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes() == PDF
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


def test_damaged_bytes_are_not_handed_out_and_the_check_tells(number, finish):
    kept = attachments.add("member", number, New(PDF, "form", 2003, "志愿书.pdf"))
    database.execute_sql("UPDATE attachment SET content = ? WHERE id = ?", (PDF[:-1], kept))
    with pytest.raises(AppError, match=r"“志愿书\.pdf”的内容与登记的校验值不符"):
        attachments.content(kept)
    found = [one.message for one in finish(check.check(TODAY)) if one.strength == "hard"]
    assert any("志愿书.pdf" in sentence for sentence in found)
    with pytest.raises(AppError, match="没有找到"):
        attachments.content(999)


def test_a_book_with_attachments_is_backed_up_and_restored(book, book_path, number, finish):
    photo = attachments.add("member", number, New(picture((1200, 1600)), "photo", 2024, "照.jpg"))
    paper = attachments.add("member", number, New(PDF, "form", 2003, "志愿书.pdf"))
    kept = {photo: attachments.content(photo), paper: PDF}
    copy = books.back_up(book, "manual")
    attachments.trash(attachments.photo_of(number))
    books.close(book)
    for file in (book_path, copy):
        assert PDF not in file.read_bytes()
        assert kept[photo][-200:] not in file.read_bytes()
    planned = safekeeping.plan(book_path, copy, book.key, book.key)
    restored = safekeeping.restore(planned, book.key, book.key)
    assert {one.id for one in attachments.of("member", number)} == set(kept)
    assert {one: attachments.content(one) for one in kept} == kept
    assert [one for one in finish(check.check(TODAY)) if one.strength == "hard"] == []
    books.close(restored)
