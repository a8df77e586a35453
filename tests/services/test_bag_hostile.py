"""Packages that were made to do harm: nothing leaves the file, and everything is a sentence."""

import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from app.errors import AppError
from app.services.bag_check import check_bag
from app.services.jobs import run


def _hostile(path: Path, names: list[str], *, attributes: int = 0) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.external_attr = attributes << 16
            archive.writestr(info, b"content")
    return path


@pytest.mark.parametrize(
    "names",
    [
        ["../a.txt"],
        ["top/../../a.txt"],
        ["/etc/a.txt"],
        ["//host/a.txt"],
        ["C:/a.txt"],
        ["top/c:a.txt"],
        ["top\\a.txt"],
        ["top/..\\..\\a.txt"],
        ["top/data/a.txt:stream"],
        ["top/CON"],
        ["top/data/nul.txt"],
        ["top/a.txt "],
        ["top/a."],
        ["top/a\x00.txt"],
        ["top/a\nb"],
        ["top/\u202egpj.exe"],
        ["top/~/a"],
        ["top//a"],
        ["top/./a"],
        ["/"],
        ["top/data/a.txt", "top/data/a.txt"],
        ["top/data/a.txt", "top/data/A.txt"],
        ["top/data/a", "top/data/a/b"],
        ["one/a.txt", "two/a.txt"],
        ["a.txt"],
        ["top/a.txt", "a.txt"],
    ],
)
def test_names_that_would_leave_the_folder(tmp_path: Path, names: list[str]) -> None:
    path = _hostile(tmp_path / "a.zip", names)
    report = run(check_bag(path))
    assert not report.ok
    assert report.faults
    assert all(fault.endswith("。") and fault.isprintable() for fault in report.faults)
    assert report.entries == ()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_only_regular_files(tmp_path: Path, kind: int) -> None:
    path = _hostile(tmp_path / "a.zip", ["top/data/a.txt"], attributes=kind | 0o644)
    report = run(check_bag(path))
    assert report.faults == ("“top/data/a.txt”不是普通文件。",)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x05\x06" + bytes(18), b"not a zip " * 100, b"%PDF-1.7", bytes(4000)],
)
def test_what_is_no_package(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    report = run(check_bag(path))
    assert not report.ok
    assert report.fingerprint == ""
    assert "重新索取" in report.faults[-1]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="找不到"):
        run(check_bag(tmp_path / "none.zip"))
    with pytest.raises(AppError):
        run(check_bag(tmp_path))
