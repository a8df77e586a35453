from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pypdfium2
import pytest
import zxingcpp

from app import files
from app.errors import AppError
from app.models.base import database
from app.models.schema import JOURNALED
from app.registers import appraisal as appraisals
from app.registers import archive as register
from app.registers import dues as dues_register
from app.registers import minutes as minutes_register
from app.services import appraisal, archive, bag_check, branch, documents, journal
from app.services.branch import BranchFacts
from app.services.jobs import run

YEAR = 2025
PASSWORD = "Handover 2026!"

Texts = Callable[[bytes], list[str]]


@pytest.fixture
def printed(worked: dict[str, int]) -> dict[str, int]:
    """Two appraisal forms, the minutes and the register of dues are printed."""
    chosen = [one for one in appraisal.board(YEAR) if one.person.name in ("单雄", "解小芳")]
    run(appraisals.issue(YEAR, chosen))
    minutes_register.issue(1)
    dues_register.issue(YEAR)
    return worked


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "移交"
    folder.mkdir()
    return folder / "2025 年度归档.zip"


def _rows() -> dict[str, list[tuple[object, ...]]]:
    return {
        model._meta.table_name: list(model.select().order_by(model.id).tuples())
        for model in JOURNALED
    }


def _names(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as opened:
        return opened.namelist()


def test_the_package_is_whole_by_our_check_and_by_bagit(
    printed: dict[str, int], target: Path, tmp_path: Path
) -> None:
    made = run(register.export(YEAR, target))
    assert made == register.Package(
        target, target.with_name("2025 年度归档_回执.pdf"), made.fingerprint, 4
    )
    assert sorted(target.parent.iterdir()) == sorted([made.path, made.receipt])
    report = run(bag_check.check_bag(target))
    assert report.ok
    assert report.fingerprint == made.fingerprint
    shutil.unpack_archive(target, tmp_path / "out")
    (top,) = (tmp_path / "out").iterdir()
    bag = bagit.Bag(str(top))
    bag.validate()
    assert bag.info["Source-Organization"] == "中共示例科技有限公司支部委员会"
    data = top / "data"
    assert sorted(path.relative_to(data).as_posix() for path in data.rglob("*.*")) == [
        "归档文件目录.pdf",
        "归档文件目录.xlsx",
        "数据/2025年度数据.json",
        "数据/2025年度数据.xlsx",
        "文件/Q012-WS.2025-D10-DZB-0001.pdf",
        "文件/Q012-WS.2025-D10-DZB-0002.pdf",
        "文件/Q012-WS.2025-D30-DZB-0001.pdf",
        "文件/Q012-WS.2025-D30-DZB-0002.pdf",
        "说明.txt",
    ]
    for one in documents.issued(YEAR):
        kept = data / "文件" / f"{one.file_number.replace('·', '.')}.pdf"
        assert kept.read_bytes() == documents.content(one.id)


def test_no_name_or_number_of_a_person_is_in_a_file_name(
    printed: dict[str, int], target: Path
) -> None:
    run(register.export(YEAR, target))
    names = " ".join(_names(target))
    for person in printed:
        assert person not in names
    assert "999901" not in names
    assert "1390000" not in names


def test_the_receipt_prints_what_the_check_finds(
    printed: dict[str, int], target: Path, text_of: Texts
) -> None:
    made = run(register.export(YEAR, target))
    (page,) = text_of(made.receipt.read_bytes())
    report = run(bag_check.check_bag(target))
    for start in range(0, 64, 16):
        assert report.fingerprint[start : start + 16] in page
    picture = pypdfium2.PdfDocument(made.receipt)[0].render(scale=3).to_pil()
    assert [code.text.lower() for code in zxingcpp.read_barcodes(picture)] == [report.fingerprint]
    assert "2025年度归档.zip" in page
    assert archive.exports(YEAR)[0].fingerprint == report.fingerprint
    assert archive.exports(YEAR)[0].byte_size == target.stat().st_size
    assert archive.exports(YEAR)[0].file_name == target.name


def test_numbers_are_the_same_the_second_time_and_new_papers_continue(
    printed: dict[str, int], target: Path
) -> None:
    run(register.export(YEAR, target))
    first = {one.code: one.file_number for one in documents.issued(YEAR)}
    assert all(first.values())
    run(register.export(YEAR, target.with_name("2.zip")))
    assert {one.code: one.file_number for one in documents.issued(YEAR)} == first
    chosen = [one for one in appraisal.board(YEAR) if one.person.name == "欧阳雪"]
    run(appraisals.issue(YEAR, chosen))
    made = run(register.export(YEAR, target.with_name("3.zip")))
    assert made.items == 5
    later = {one.code: one.file_number for one in documents.issued(YEAR)}
    assert {code: later[code] for code in first} == first
    (new,) = set(later.values()) - set(first.values())
    assert new == "Q012-WS·2025-D10-DZB-0003"
    assert len(archive.exports(YEAR)) == 3


@pytest.mark.parametrize(
    ("password", "existing"), [("", b"the package of last week"), (PASSWORD, b"")]
)
def test_stopped_at_any_step_nothing_has_happened(
    printed: dict[str, int], target: Path, password: str, existing: bytes
) -> None:
    slip = register.receipt_path(target)
    if existing:
        target.write_bytes(existing)
        slip.write_bytes(existing)
    before, actions, folder = _rows(), journal.count(), sorted(target.parent.iterdir())
    total = sum(1 for _step in _steps(target.with_name("dry.zip"), password))
    assert total > 10
    for stop_after in range(1, total + 1):
        job = register.export(YEAR, target, password)
        for _step in range(stop_after):
            next(job)
        job.close()
        assert not database.in_transaction()
        assert sorted(target.parent.iterdir()) == folder, stop_after
    assert (_rows(), journal.count()) == (before, actions)
    for path in folder:
        assert path.read_bytes() == existing
    run(register.export(YEAR, target, password))
    assert run(bag_check.check_bag(target, password)).ok


def _steps(target: Path, password: str):  # type: ignore[no-untyped-def]
    """The steps of an export that is stopped just before its end."""
    job = register.export(YEAR, target, password)
    with pytest.MonkeyPatch.context() as patched:

        def stop(*_arguments: object) -> None:
            raise AppError("stopped")

        patched.setattr(register.archive, "record", stop)
        try:
            yield from job
        except AppError:
            return


@pytest.mark.parametrize(
    "fault", ["receipt", "record", "first swap", "second swap", "commit", "draw"]
)
@pytest.mark.parametrize("existing", [b"", b"the package of last week"])
def test_a_fault_at_the_end_leaves_everything_as_it_was(
    printed: dict[str, int], target: Path, monkeypatch: pytest.MonkeyPatch, fault: str,
    existing: bytes,
) -> None:  # fmt: skip
    slip = register.receipt_path(target)
    if existing:
        target.write_bytes(existing)
        slip.write_bytes(existing)
    before, folder = _rows(), sorted(target.parent.iterdir())
    full = OSError(28, "No space left on device")

    def fail(*_arguments: object) -> None:
        raise full

    real = files.replace

    def refuse(source: Path, place: Path) -> None:
        refused = {"first swap": target, "second swap": slip}[fault]
        if place == refused and not source.name.endswith(".before"):
            raise full
        real(source, place)

    with monkeypatch.context() as broken:
        if fault == "receipt":
            broken.setattr(files, "write_bytes", lambda path, _content: fail())
        elif fault == "record":
            broken.setattr(register.archive, "record", fail)
        elif fault == "draw":
            broken.setattr(register.paper, "draw_receipt", fail)
        elif fault == "commit":
            broken.setattr(type(database), "commit", fail)
        else:
            broken.setattr(files, "replace", refuse)
        with pytest.raises((AppError, OSError)):
            run(register.export(YEAR, target))
    assert not database.in_transaction()
    assert _rows() == before
    assert sorted(target.parent.iterdir()) == folder
    assert all(path.read_bytes() == existing for path in folder)
    assert archive.exports(YEAR) == []


def test_a_package_with_a_password(printed: dict[str, int], target: Path) -> None:
    made = run(register.export(YEAR, target, PASSWORD))
    names = " ".join(_names(target))
    assert "文件" not in names
    assert "2025" not in names
    with pytest.raises(bag_check.PasswordRefused):
        run(bag_check.check_bag(target))
    report = run(bag_check.check_bag(target, PASSWORD))
    assert report.ok
    assert report.fingerprint == made.fingerprint == archive.exports(YEAR)[0].fingerprint
    raw = target.read_bytes()
    for canary in ("单雄", "999901198005060010", "Q012-WS"):
        assert canary.encode() not in raw


def test_a_year_without_papers(worked: dict[str, int], target: Path) -> None:
    with pytest.raises(AppError, match="2025 年度还没有打印过文件"):
        run(register.export(YEAR, target))
    assert list(target.parent.iterdir()) == []
    assert archive.exports() == []


def test_a_changed_paper_stops_it(printed: dict[str, int], target: Path) -> None:
    database.execute_sql("UPDATE document SET content = x'00' WHERE id = 1")
    with pytest.raises(AppError, match="校验值不符"):
        run(register.export(YEAR, target))
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(("folder", "words"), [("none", "找不到"), ("file", "不是可以使用的")])
def test_a_place_that_cannot_be_written(
    printed: dict[str, int], tmp_path: Path, folder: str, words: str
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AppError, match=words):
        run(register.export(YEAR, tmp_path / folder / "a.zip"))
    assert archive.exports() == []


def test_the_practice_book_says_so_everywhere(
    printed: dict[str, int], target: Path, text_of: Texts
) -> None:
    branch.save(BranchFacts(name="演示支部", practice=True))
    assert register.suggested_name(YEAR) == "2025年度归档_演示支部（演示）.zip"
    made = run(register.export(YEAR, target))
    assert "演示" in text_of(made.receipt.read_bytes())[0]
    with zipfile.ZipFile(target) as opened:
        catalogue = next(name for name in opened.namelist() if name.endswith("目录.pdf"))
        assert all("演示" in page for page in text_of(opened.read(catalogue)))
        readme = next(name for name in opened.namelist() if name.endswith("说明.txt"))
        assert "【演示】" in opened.read(readme).decode()


def test_a_name_that_is_no_file_name(book: object) -> None:
    branch.save(BranchFacts(name='甲/乙\\支部: "一"?'))
    assert register.suggested_name(YEAR) == "2025年度归档_甲_乙_支部_ _一__.zip"


def test_the_catalogue_in_the_package(
    printed: dict[str, int], target: Path, text_of: Texts
) -> None:
    run(register.export(YEAR, target))
    with zipfile.ZipFile(target) as opened:
        name = next(name for name in opened.namelist() if name.endswith("目录.pdf"))
        pages = "".join(text_of(io.BytesIO(opened.read(name)).read()))
    for one in documents.issued(YEAR):
        assert one.file_number in pages
        assert one.title in pages
