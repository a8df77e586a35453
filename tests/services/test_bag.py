"""Packages: written, checked, damaged and forged."""

import hashlib
import io
import logging
import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import bagit
import pytest
import pyzipper

from app import files
from app.errors import AppError
from app.services import bag, bag_check, bag_format, bag_lock, bag_zip
from app.services.bag import BagResult, Entry, write_bag
from app.services.bag_check import BagReport, PasswordRefused, check_bag
from app.services.jobs import run

MADE = datetime(2026, 11, 22, 9, 12, 33)
TOP = "2026年度归档"
INFO = {
    "Source-Organization": "示例有限公司党支部",
    "External-Description": "某年度的归档材料，" * 12 + "with some words in Latin letters " * 6,
    "Organization-Address": "",
}
PAYLOAD = (
    Entry("归档文件目录.pdf", b"%PDF-1.7 catalogue " * 40),
    Entry("文件/WS.2026-D10-DZB-0001.pdf", b"%PDF-1.7 form " * 90),
    Entry("数据/2026年度数据.json", '{"姓名": "张三"}\n'.encode() * 200),
    Entry("数据/空.txt", b""),
)
PASSWORD = "Sample pass-1"
TAG_FILES = {
    "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt",
    "tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
}  # fmt: skip


def _write(target: Path, password: str = "", payload: tuple[Entry, ...] = PAYLOAD) -> BagResult:
    return run(write_bag(target, TOP, payload, INFO, MADE, len(payload), password))


def _check(path: Path, password: str = "") -> BagReport:
    return run(check_bag(path, password))


def _contents(path: Path) -> dict[str, bytes]:
    """The files of a package by their path within the top folder."""
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix(f"{TOP}/"): archive.read(name) for name in archive.namelist()}


def _pack(path: Path, contents: Mapping[str, bytes], *, folders: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if folders:
            for name in (f"{TOP}/", f"{TOP}/data/"):
                archive.writestr(name, b"")
        for name, content in contents.items():
            archive.writestr(f"{TOP}/{name}", content)
    return path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bag") / "2026.zip"
    _write(path)
    return path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.zip"
    _write(path, payload=(Entry("a.pdf", b"%PDF-1.7"), Entry("b/c.txt", b"text " * 30)))
    return path


@pytest.fixture(scope="session")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("locked") / "locked.zip"
    _write(path, PASSWORD, payload=(Entry("a.pdf", b"%PDF-1.7"),))
    return path


@pytest.fixture(autouse=True)
def _quiet_oracle() -> Iterator[None]:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("bagit").setLevel(logging.NOTSET)


# -- writing -------------------------------------------------------------------------------------


def test_a_package_is_a_bag(sample: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sample) as archive:
        archive.extractall(tmp_path)
    found = bagit.Bag(str(tmp_path / TOP))
    assert found.validate()
    assert found.version_info == (1, 0)
    assert {Path(path).name for path in found.tagfile_entries()} == TAG_FILES - {
        "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"
    }  # fmt: skip
    contents = _contents(sample)
    assert set(contents) == TAG_FILES | {f"data/{entry.path}" for entry in PAYLOAD}
    assert all(contents[f"data/{entry.path}"] == entry.content for entry in PAYLOAD)


def test_result_and_report_agree(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "again.zip"
    result = _write(target)
    seal = _contents(target)["tagmanifest-sha256.txt"]
    assert result == BagResult(target, hashlib.sha256(seal).hexdigest(), target.stat().st_size, 4)
    report = _check(target)
    assert report.ok
    assert report.fingerprint == result.fingerprint == _check(sample).fingerprint
    assert report.entries == tuple(sorted(f"data/{entry.path}" for entry in PAYLOAD))
    assert (report.missing, report.added, report.changed, report.faults) == ((), (), (), ())
    size = sum(len(entry.content) for entry in PAYLOAD)
    assert dict(report.info) == {
        "Bagging-Date": "2026-11-22",
        "Source-Organization": INFO["Source-Organization"],
        "External-Description": INFO["External-Description"].strip(),
        "Payload-Oxum": f"{size}.4",
    }


def test_the_same_input_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    _write(tmp_path / "another name.zip")
    assert (tmp_path / "another name.zip").read_bytes() == sample.read_bytes()
    later = tmp_path / "later.zip"
    run(write_bag(later, TOP, PAYLOAD, INFO, datetime(2026, 11, 23), 4))
    assert later.read_bytes() != sample.read_bytes()
    with zipfile.ZipFile(sample) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 22, 9, 12, 32)}
        assert {info.create_system for info in archive.infolist()} == {3}
        methods = {Path(info.filename).suffix: info.compress_type for info in archive.infolist()}
    assert methods == {
        ".pdf": zipfile.ZIP_STORED, ".json": zipfile.ZIP_DEFLATED, ".txt": zipfile.ZIP_DEFLATED
    }  # fmt: skip


def test_lines_of_bag_info_are_short(sample: Path) -> None:
    text = _contents(sample)["bag-info.txt"]
    lines = text.split(b"\n")
    assert max(map(len, lines)) <= 79
    assert len(lines) > 8
    text.decode("utf-8")


@pytest.mark.parametrize("label", ["", "a b", "a:b", " a", "a\n", "标签"])
def test_labels(label: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        run(write_bag(tmp_path / "a.zip", TOP, PAYLOAD, {label: "x"}, MADE, 4))
    assert list(tmp_path.iterdir()) == []


def test_the_oxum_is_counted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Oxum"):
        run(write_bag(tmp_path / "a.zip", TOP, PAYLOAD, {"Payload-Oxum": "1.1"}, MADE, 4))
    run(write_bag(tmp_path / "a.zip", TOP, PAYLOAD, {"Bagging-Date": "2026-01-01"}, MADE, 4))
    assert dict(_check(tmp_path / "a.zip").info)["Bagging-Date"] == "2026-01-01"


@pytest.mark.parametrize("paths", [("../a",), ("a", "A"), ("a", "a/b"), ("con.txt",), ("",), ()])
def test_a_path_that_cannot_be_is_a_bug_of_ours(paths: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"before")
    with pytest.raises(ValueError):
        _write(target, payload=tuple(Entry(path, b"") for path in paths))
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_percent_signs_are_encoded(tmp_path: Path) -> None:
    _write(tmp_path / "a.zip", payload=(Entry("5%.txt", b"x"), Entry("%0A.txt", b"y")))
    manifest = _contents(tmp_path / "a.zip")["manifest-sha256.txt"].decode()
    assert [line.split("  ")[1] for line in manifest.splitlines()] == [
        "data/%250A.txt", "data/5%25.txt"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        (TOP, TOP),
        ("a/b:c*?.zip", "a_b_c__.zip"),
        ("..", "_"),
        ("", "_"),
        ("name. ", "name"),
        ("con", "_con"),
        ("~home\n", "_home_"),
        ("e\u0301", "é"),
        ("汉" * 100, "汉" * 85),
    ],
)
def test_top_folder(name: str, folder: str, tmp_path: Path) -> None:
    run(write_bag(tmp_path / "a.zip", name, PAYLOAD, INFO, MADE, 4))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {path.split("/")[0] for path in archive.namelist()} == {folder}
    assert _check(tmp_path / "a.zip").ok


def test_a_white_picture_is_not_taken_for_a_bomb(tmp_path: Path) -> None:
    payload = (Entry("white.bmp", b"\xff" * 3_000_000), Entry("zeros.bin", bytes(900_000)))
    _write(tmp_path / "a.zip", payload=payload)
    assert _check(tmp_path / "a.zip").ok


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_cancelling_at_any_step_leaves_everything(tmp_path: Path, password: str) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"before")
    steps = 0
    while True:
        job = write_bag(target, TOP, PAYLOAD, INFO, MADE, 4, password)
        try:
            for _number in range(steps):
                next(job)
        except StopIteration:
            break
        job.close()
        assert target.read_bytes() == b"before"
        assert list(tmp_path.iterdir()) == [target]
        steps += 1
    assert steps > 9
    assert _check(target, password).ok
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_fault_of_the_payload_leaves_everything(tmp_path: Path, password: str) -> None:
    def payload() -> Iterator[Entry]:
        yield Entry("a.txt", b"x")
        raise KeyError("a bug")

    target = tmp_path / "a.zip"
    target.write_bytes(b"before")
    with pytest.raises(KeyError):
        run(write_bag(target, TOP, payload(), INFO, MADE, 2, password))
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


class _FullDisk(io.BytesIO):
    """A file on a disk that is full after so many bytes."""

    room = 0

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(content)

    def fileno(self) -> int:
        return 0


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_full_disk_at_any_point(
    tmp_path: Path, sample: Path, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"before")
    monkeypatch.setattr(bag, "open", lambda *_args: _FullDisk(), raising=False)
    monkeypatch.setattr(bag.os, "fsync", lambda _handle: None)
    for room in range(0, sample.stat().st_size, 97):
        _FullDisk.room = room
        with pytest.raises(AppError, match="磁盘已满"):
            _write(target, password)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_and_a_refused_swap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AppError, match="找不到"):
        _write(tmp_path / "none" / "a.zip")

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(AppError, match="不允许写入"):
        _write(tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_read_back_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = bag.check_file

    def spoilt(file: BinaryIO, password: str) -> Any:
        file.seek(200)
        file.write(b"\x00\x01\x02\x03")
        file.seek(0)
        return real(file, password)

    monkeypatch.setattr(bag, "check_file", spoilt)
    with pytest.raises(AppError, match="核对不一致"):
        _write(tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


# -- honest damage: ours and the library's --------------------------------------------------------


def _library_says(contents: Mapping[str, bytes], folder: Path) -> bool:
    for name, content in contents.items():
        path = folder / TOP / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    try:
        bagit.Bag(str(folder / TOP)).validate()
    except (bagit.BagError, OSError, UnicodeDecodeError):
        return False
    return True


def _mutate(contents: dict[str, bytes], chosen: random.Random) -> tuple[str, str]:
    """Damage a bag in one place; returns what was done and to which file."""
    what = chosen.choice(("flip", "flip", "cut", "grow", "delete", "rename", "add", "swap", "none"))
    name = chosen.choice(sorted(contents))
    content = contents[name]
    if what == "flip" and content:
        position = chosen.randrange(len(content))
        flipped = bytes([content[position] ^ 1 << chosen.randrange(8)])
        contents[name] = content[:position] + flipped + content[position + 1 :]
    elif what == "cut" and content:
        contents[name] = content[: chosen.randrange(len(content))]
    elif what == "grow":
        contents[name] = content + b"more"
    elif what == "delete":
        del contents[name]
    elif what == "rename":
        contents[f"{name}.bak"] = contents.pop(name)
    elif what == "add":
        name = chosen.choice(("data/extra.txt", "data/文件/extra.pdf", "extra.txt"))
        contents[name] = b"extra"
    elif what == "swap":
        other = chosen.choice(sorted(contents))
        contents[name], contents[other] = contents[other], content
        if contents[name] == contents[other]:
            return "none", name
    else:
        return "none", name
    return what, name


def test_the_library_agrees_on_honest_damage(sample: Path, tmp_path: Path) -> None:
    whole = _contents(sample)
    seen: dict[str, int] = {}
    for seed in range(240):
        contents = dict(whole)
        what, name = _mutate(contents, random.Random(seed))
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = _pack(folder / "a.zip", contents, folders=bool(seed % 2))
        ours, theirs = _check(path), _library_says(contents, folder)
        label = f"seed {seed}: {what} {name}"
        seen[what] = seen.get(what, 0) + 1
        if what == "none":
            assert ours.ok, label
            assert theirs, label
            assert ours.fingerprint == _check(sample).fingerprint, label
            continue
        assert not ours.ok, label
        assert ours.missing or ours.added or ours.changed or ours.faults, label
        # where the library lets it pass, ours is the stricter on purpose: tag manifests are
        # required and complete, and every tag file is listed in them
        if theirs:
            assert name.startswith("tagmanifest-") or "/" not in name, label
    assert set(seen) == {"flip", "cut", "grow", "delete", "rename", "add", "swap", "none"}


@pytest.mark.parametrize(
    ("change", "field", "named"),
    [
        ({"data/归档文件目录.pdf": None}, "missing", "data/归档文件目录.pdf"),
        ({"data/new.txt": b"x"}, "added", "data/new.txt"),
        ({"data/归档文件目录.pdf": b"other"}, "changed", "data/归档文件目录.pdf"),
        ({"notes.txt": b"x"}, "added", "notes.txt"),
        ({"meta/notes.txt": b"x"}, "added", "meta/notes.txt"),
        ({"bag-info.txt": None}, "missing", "bag-info.txt"),
        ({"bag-info.txt": b"A: b\n"}, "changed", "bag-info.txt"),
        ({"bag-info.txt": b"\xff\xfe"}, "changed", "bag-info.txt"),
        ({"bagit.txt": b"x"}, "changed", "bagit.txt"),
        ({"bagit.txt": None}, "missing", "bagit.txt"),
        ({"manifest-sha512.txt": None}, "missing", "manifest-sha512.txt"),
        ({"manifest-sha256.txt": b"\xff"}, "changed", "manifest-sha256.txt"),
        ({"tagmanifest-sha256.txt": None}, "missing", "tagmanifest-sha256.txt"),
        ({"tagmanifest-sha512.txt": None}, "missing", "tagmanifest-sha512.txt"),
        ({"tagmanifest-sha512.txt": b"nonsense"}, "changed", "tagmanifest-sha512.txt"),
        ({"manifest-md5.txt": b""}, "added", "manifest-md5.txt"),
        ({"tagmanifest-md5.txt": b""}, "added", "tagmanifest-md5.txt"),
        ({"fetch.txt": b"http://x 1 data/x\n"}, "added", "fetch.txt"),
    ],
)
def test_what_is_damaged_is_named(
    sample: Path, tmp_path: Path, change: dict[str, bytes | None], field: str, named: str
) -> None:
    contents = {**_contents(sample), **change}
    present = {name: content for name, content in contents.items() if content is not None}
    report = _check(_pack(tmp_path / "a.zip", present))
    assert not report.ok
    for one in ("missing", "added", "changed"):
        assert getattr(report, one) == ((named,) if one == field else ())
    assert (report.fingerprint == "") is ("tagmanifest-sha256.txt" not in present)


def _sealed(contents: dict[str, bytes]) -> dict[str, bytes]:
    """What a forger who knows BagIt makes: all manifests written anew."""
    payload = {name: data for name, data in contents.items() if name.startswith("data/")}
    tags = {n: d for n, d in contents.items() if n not in payload and "manifest" not in n}
    for algorithm in ("sha256", "sha512"):
        sums = {name: hashlib.new(algorithm, data).hexdigest() for name, data in payload.items()}
        tags[f"manifest-{algorithm}.txt"] = bag_format.manifest(sums)
    seals = {
        f"tagmanifest-{algorithm}.txt": bag_format.manifest(
            {name: hashlib.new(algorithm, data).hexdigest() for name, data in tags.items()}
        )
        for algorithm in ("sha256", "sha512")
    }
    return {**payload, **tags, **seals}


def test_forgeries_are_refused_or_show_another_fingerprint(sample: Path, tmp_path: Path) -> None:
    whole = _contents(sample)
    honest = _check(sample).fingerprint
    assert _sealed(whole) == whole
    name = "data/文件/WS.2026-D10-DZB-0001.pdf"
    # the same length, so that the count of bytes is right
    forged = _sealed({**whole, name: whole[name].replace(b"form", b"f0rm")})
    report = _check(_pack(tmp_path / "forged.zip", forged))
    assert report.ok
    assert report.fingerprint != honest
    # without tag manifests the library has nothing to hold against it; ours asks for them
    bare = {path: content for path, content in forged.items() if "tagmanifest" not in path}
    folder = tmp_path / "bare"
    folder.mkdir()
    assert _library_says(bare, folder)
    report = _check(_pack(tmp_path / "bare.zip", bare))
    assert not report.ok
    assert report.missing == ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
    # the honest tag manifests over rewritten payload manifests
    mixed = {**forged, **{path: whole[path] for path in whole if "tagmanifest" in path}}
    report = _check(_pack(tmp_path / "mixed.zip", mixed))
    assert report.changed == ("manifest-sha256.txt", "manifest-sha512.txt")
    assert report.fingerprint == honest


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"bagit.txt": b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"}, "bagit.txt"),
        ({"bagit.txt": None}, "bagit.txt"),
        ({"bag-info.txt": b"Payload-Oxum: 1.1\n"}, "bag-info.txt"),
        ({"bag-info.txt": b"Source-Organization: x\n"}, "bag-info.txt"),
        ({"fetch.txt": b"http://x 1 data/x\n"}, "fetch.txt"),
    ],
)
def test_sealed_faults(
    sample: Path, tmp_path: Path, change: dict[str, bytes | None], told: str
) -> None:
    contents = {**_contents(sample), **change}
    sealed = _sealed({name: data for name, data in contents.items() if data is not None})
    report = _check(_pack(tmp_path / "a.zip", sealed))
    assert not report.ok
    assert [told in fault for fault in report.faults] == [True]


# -- hostile files -------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_known_compressions(sample: Path, tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in _contents(sample).items():
            archive.writestr(f"{TOP}/{name}", content)
    report = _check(path)
    assert not report.ok
    assert "不是普通文件" in report.faults[0]


def test_bombs(tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "bomb.zip"
    _pack(bomb, {**_contents(sample), "data/zeros": bytes(20_000_000)})
    assert bomb.stat().st_size < 60_000
    report = _check(bomb)
    assert report.faults == ("包里的内容超过允许的大小，没有打开。",)
    monkeypatch.setattr(bag_zip, "MOST_BYTES", 1000)
    assert _check(sample).faults == ("包里的内容超过允许的大小，没有打开。",)


def test_a_tag_file_is_not_kept_in_memory_without_limit(
    tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bag_check, "_MOST_TAG_BYTES", 5000)
    report = _check(_pack(tmp_path / "a.zip", {**_contents(sample), "notes.txt": b"x" * 5001}))
    assert report.added == ("notes.txt",)
    assert report.faults == ("包里的内容超过允许的大小，没有打开。",)


def test_entries_that_share_their_bytes(tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{TOP}/data/{number}", b"content")
        for info in archive.infolist():
            info.header_offset = 0
    report = _check(path)
    assert not report.ok
    assert "重新索取" in report.faults[-1]


def test_a_list_that_promises_less_than_there_is(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{TOP}/data/a", b"content" * 1000)
        archive.infolist()[0].file_size = 10
    assert "data/a" in _check(path).changed


# -- every byte ----------------------------------------------------------------------------------


def _harmless_or_found(content: bytes, whole: BagReport, payload: dict[str, bytes], tmp: Path,
                       password: str = "") -> bool:  # fmt: skip
    """Checks a damaged package; True when the damage was found."""
    path = tmp / "damaged.zip"
    path.write_bytes(content)
    try:
        report = _check(path, password)
    except PasswordRefused:
        return True
    if not report.ok:
        assert report.missing or report.added or report.changed or report.faults
        return True
    assert report.fingerprint == whole.fingerprint
    assert report.entries == whole.entries
    if not password:
        with zipfile.ZipFile(path) as archive:
            for name, data in payload.items():
                assert archive.read(f"{TOP}/{name}") == data
    return False


def test_a_flip_of_any_byte_is_found_or_harmless(small: Path, tmp_path: Path) -> None:
    content, whole, payload = small.read_bytes(), _check(small), _contents(small)
    assert whole.ok
    chosen = random.Random(1)
    harmless = 0
    for position in range(len(content)):
        damaged = bytearray(content)
        damaged[position] ^= 1 << chosen.randrange(8)
        harmless += not _harmless_or_found(bytes(damaged), whole, payload, tmp_path)
    # times, versions and attributes in the ZIP's own lists mean nothing to the records
    assert harmless < len(content) // 5


def test_a_package_cut_anywhere_is_refused(small: Path, tmp_path: Path) -> None:
    content, whole, payload = small.read_bytes(), _check(small), _contents(small)
    for length in range(0, len(content), 5):
        assert _harmless_or_found(content[:length], whole, payload, tmp_path)
        garbled = content[:length] + random.Random(length).randbytes(40) + content[length + 40 :]
        _harmless_or_found(garbled, whole, payload, tmp_path)


def test_a_flip_in_a_locked_package_is_found_or_harmless(locked: Path, tmp_path: Path) -> None:
    content, whole = locked.read_bytes(), _check(locked, PASSWORD)
    chosen = random.Random(2)
    harmless = 0
    edges = [*range(80), *range(len(content) - 260, len(content))]
    places = sorted({*edges, *range(0, len(content), 9)})
    for position in places:
        damaged = bytearray(content)
        damaged[position] ^= 1 << chosen.randrange(8)
        harmless += not _harmless_or_found(bytes(damaged), whole, {}, tmp_path, PASSWORD)
    assert harmless < len(places) // 3


# -- passwords -----------------------------------------------------------------------------------


def test_nothing_shows_through_a_locked_package(locked: Path) -> None:
    with zipfile.ZipFile(locked) as outer:
        assert outer.namelist() == ["readme.txt", "package.zip"]
        readme = outer.read("readme.txt").decode("utf-8-sig")
        assert outer.getinfo("package.zip").flag_bits & 1
    assert "7-Zip" in readme
    assert "密码" in readme
    assert "password" in readme
    assert re.search("[^\r]\n", readme) is None
    assert TOP.encode() not in locked.read_bytes()
    assert b"bagit" not in locked.read_bytes()


def test_a_locked_package_holds_the_plain_one(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    result = _write(target, PASSWORD)
    assert result.fingerprint == _check(sample).fingerprint
    assert result.byte_size == target.stat().st_size
    with pyzipper.AESZipFile(target) as outer:
        outer.setpassword(PASSWORD.encode())
        assert outer.getinfo("package.zip").wz_aes_strength == 3
        assert outer.read("package.zip") == sample.read_bytes()
    report = _check(target, PASSWORD)
    assert report == _check(sample)


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.lower(), PASSWORD + " ", "密码"])
def test_a_wrong_password_is_a_sentence(locked: Path, password: str) -> None:
    with pytest.raises(PasswordRefused, match="密码"):
        _check(locked, password)


def test_a_password_that_is_not_needed_does_not_matter(sample: Path) -> None:
    assert _check(sample, "anything").ok


@pytest.mark.parametrize(
    ("password", "good"),
    [("a", True), (" ~!@#$%^&*()", True), ("x" * 99, True), ("x" * 100, False), ("密码", False),
     ("tab\t", False), ("é", False)],
)  # fmt: skip
def test_passwords_that_other_programs_can_be_given(
    tmp_path: Path, password: str, good: bool
) -> None:
    target = tmp_path / "a.zip"
    if good:
        _write(target, password)
        assert _check(target, password).ok
    else:
        with pytest.raises(AppError, match="密码"):
            _write(target, password)
        assert list(tmp_path.iterdir()) == []


def _locked_as(
    path: Path, entries: dict[str, bytes], nbits: int = 256, method: int = zipfile.ZIP_STORED
) -> Path:
    with pyzipper.AESZipFile(path, "w", compression=method) as outer:
        for name, content in entries.items():
            if name != "readme.txt":
                outer.setpassword(PASSWORD.encode())
                outer.setencryption(pyzipper.WZ_AES, nbits=nbits)
            outer.writestr(name, content)
    return path


def test_other_encryptions_are_not_opened(sample: Path, tmp_path: Path) -> None:
    inner, path = sample.read_bytes(), tmp_path / "a.zip"
    good = {"readme.txt": b"x", "package.zip": inner}
    assert _check(_locked_as(path, good), PASSWORD).ok
    for entries, nbits, method in (
        (good, 128, zipfile.ZIP_STORED),
        (good, 256, zipfile.ZIP_DEFLATED),
        ({"package.zip": inner}, 256, zipfile.ZIP_STORED),
        ({**good, "more.txt": b"x"}, 256, zipfile.ZIP_STORED),
        ({"readme.txt": b"x", "other.zip": inner}, 256, zipfile.ZIP_STORED),
        ({"package.zip": inner, "readme.txt": b"x"}, 256, zipfile.ZIP_STORED),
    ):
        report = _check(_locked_as(path, entries, nbits, method), PASSWORD)
        assert not report.ok
        assert "加密方式" in report.faults[0]
    report = _check(_locked_as(path, {**good, "package.zip": b"not a zip"}), PASSWORD)
    assert "重新索取" in report.faults[0]
    nested = _locked_as(tmp_path / "b.zip", good).read_bytes()
    report = _check(_locked_as(path, {**good, "package.zip": nested}), PASSWORD)
    assert not report.ok


def test_a_locked_package_has_a_limit(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bag_lock, "MOST_LOCKED_BYTES", 100)
    assert "超过允许" in _check(locked, PASSWORD).faults[0]


def test_the_bag_is_not_in_clear_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    job = write_bag(tmp_path / "a.zip", TOP, PAYLOAD, INFO, MADE, 4, PASSWORD)
    for _step in job:
        seen += [path.read_bytes() for path in tmp_path.iterdir()]
    assert seen
    assert not any("张三".encode() in content or b"bagit" in content for content in seen)
