"""Checking a package in place: nothing is unpacked to the disk, nothing in it is trusted.

The checker is stricter than RFC 8493: the tag manifests are required, because without them a
forger can rewrite payload and manifests together. What remains possible to a forger, rewriting
everything, shows in the fingerprint, which stands on the signed receipt.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app import files
from app.i18n import _
from app.services import bag_format as form
from app.services import bag_zip
from app.services.bag_lock import PasswordRefused, unlock
from app.services.jobs import Job, Step

__all__ = ["BagReport", "PasswordRefused", "check_bag", "check_file"]

_CHUNK = 1024**2
_MOST_TAG_BYTES = 32 * 1024**2


@dataclass(frozen=True)
class BagReport:
    """What was found. Paths are those within the top folder (``data/…`` for the payload).

    ``fingerprint`` is the SHA-256 of ``tagmanifest-sha256.txt``, '' when it is missing.
    ``faults`` are sentences, ``info`` the labels and values of ``bag-info.txt``, ``entries`` the
    payload's paths.
    """

    ok: bool
    fingerprint: str = ""
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    info: tuple[tuple[str, str], ...] = ()
    entries: tuple[str, ...] = ()


def check_bag(path: Path, password: str = "") -> Job[BagReport]:
    """Verify a package.

    Raises:
        PasswordRefused: it has a password, and none or a wrong one was given.
        AppError: the file cannot be read at all.
    """
    try:
        with open(path, "rb") as file:
            return (yield from check_file(file, password))
    except OSError as error:
        raise files.os_error(error, path) from error


def check_file(file: BinaryIO, password: str = "") -> Job[BagReport]:
    """Verify a package that is open for reading; see ``check_bag``."""
    yield Step(0, 1, _("正在核对归档包"))
    try:
        with _opened(file) as archive:
            locked = any(info.flag_bits & bag_zip.ENCRYPTED for info in archive.infolist())
            if not locked:
                return (yield from _check(archive))
        inner = yield from unlock(file, password)
        with _opened(inner) as archive:
            return (yield from _check(archive))
    except bag_zip.Damaged as error:
        return BagReport(ok=False, faults=(error.sentence,))


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    with bag_zip.whole():
        return zipfile.ZipFile(file)


@dataclass
class _Found:
    """What the check has come upon so far; ``fresh`` are digests computed, by path."""

    missing: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    fresh: dict[str, dict[str, str]] = field(default_factory=dict)

    def compare(self, listed: Mapping[str, str], present: Iterable[str], algorithm: str) -> None:
        """Hold a manifest against what is there."""
        there = set(present)
        self.missing |= set(listed) - there
        self.added |= there - set(listed)
        for path in there & set(listed):
            if path in self.fresh and self.fresh[path][algorithm] != listed[path]:
                self.changed.add(path)


def _check(archive: zipfile.ZipFile) -> Job[BagReport]:
    infos = archive.infolist()
    faults = bag_zip.listing_faults(infos, archive.start_dir)
    if faults:
        return BagReport(ok=False, faults=tuple(faults))
    top = infos[0].filename.partition("/")[0] + "/"
    present = {
        info.filename.removeprefix(top): info for info in infos if not info.filename.endswith("/")
    }
    found = _Found()
    payload = sorted(path for path in present if path.startswith(form.PAYLOAD))
    tags = sorted(set(present) - set(payload))
    contents = {path: _read_tag(archive, path, present[path], found) for path in tags}
    for number, path in enumerate(payload):
        yield Step(number, len(payload), _("正在核对归档包"))
        _read(archive, path, present[path], found, None)
    _compare_all(found, contents, payload)
    info = _info(found, contents, [present[path].file_size for path in payload])
    seal = contents.get(form.tag_manifest_name("sha256"))
    whole = not (found.missing or found.added or found.changed or found.faults)
    return BagReport(
        ok=whole,
        fingerprint=hashlib.sha256(seal).hexdigest() if seal is not None else "",
        missing=tuple(sorted(found.missing)),
        added=tuple(sorted(found.added)),
        changed=tuple(sorted(found.changed)),
        faults=tuple(found.faults),
        info=info,
        entries=tuple(payload),
    )


def _read_tag(archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo, found: _Found) -> bytes:
    """The content of a tag file; one that is too large for one is only hashed."""
    content = io.BytesIO()
    fits = info.file_size <= _MOST_TAG_BYTES
    _read(archive, path, info, found, content if fits else None)
    if not fits:
        found.faults.append(_("包里的内容超过允许的大小，没有打开。"))
    return content.getvalue()


def _read(
    archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo, found: _Found, sink: BinaryIO | None
) -> None:
    """Take the digests of one file; one that cannot be read to its end is changed."""
    hashes = {algorithm: hashlib.new(algorithm) for algorithm in form.ALGORITHMS}
    size = 0
    try:
        with bag_zip.whole(), archive.open(info) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                for one in hashes.values():
                    one.update(chunk)
                if sink is not None:
                    sink.write(chunk)
    except bag_zip.Damaged:
        size = -1
    if size != info.file_size:
        found.changed.add(path)
    found.fresh[path] = {name: one.hexdigest() for name, one in hashes.items()}


def _compare_all(found: _Found, contents: Mapping[str, bytes], payload: list[str]) -> None:
    if contents.get("bagit.txt") != form.BAGIT_TXT:
        found.faults.append(_("缺少 bagit.txt，或者它不是 BagIt 1.0 的。"))
    if "fetch.txt" in contents:
        found.faults.append(_("包里有 fetch.txt：内容不全在包里，不接受。"))
    manifests = [form.manifest_name(algorithm) for algorithm in form.ALGORITHMS]
    tag_manifests = [form.tag_manifest_name(algorithm) for algorithm in form.ALGORITHMS]
    tags = [path for path in contents if path not in tag_manifests]
    for algorithm, name, tag_name in zip(form.ALGORITHMS, manifests, tag_manifests, strict=True):
        for manifest, present in ((name, payload), (tag_name, tags)):
            listed = _listed(found, contents, manifest, algorithm)
            if listed is not None:
                found.compare(listed, present, algorithm)


def _listed(
    found: _Found, contents: Mapping[str, bytes], name: str, algorithm: str
) -> dict[str, str] | None:
    if name not in contents:
        found.missing.add(name)
        return None
    try:
        return form.parse_manifest(contents[name], algorithm)
    except ValueError:
        found.changed.add(name)
        return None


def _info(
    found: _Found, contents: Mapping[str, bytes], sizes: list[int]
) -> tuple[tuple[str, str], ...]:
    if form.BAG_INFO not in contents:
        found.missing.add(form.BAG_INFO)
        return ()
    try:
        info = form.parse_bag_info(contents[form.BAG_INFO])
    except ValueError:
        found.changed.add(form.BAG_INFO)
        return ()
    if dict(info).get("Payload-Oxum") != f"{sum(sizes)}.{len(sizes)}":
        found.faults.append(_("文件的总数或总大小与 bag-info.txt 里写的不符。"))
    return info
