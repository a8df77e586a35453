"""The words of a BagIt 1.0 bag (RFC 8493), for the writer and the checker alike.

Everything here is canonical: what is read is accepted only if writing it again gives the same
bytes. So a manifest that was touched in any way is noticed, and one bag has one fingerprint.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

ALGORITHMS = ("sha256", "sha512")
BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAG_INFO = "bag-info.txt"
PAYLOAD = "data/"

_PIECE_BYTES = 78
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FORBIDDEN = set('<>:"|?*\\')
# control and formatting characters, halves of pairs, line separators, and what nothing is at
_INVISIBLE = ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"
}
_COMPONENT_BYTES = 255


def manifest_name(algorithm: str) -> str:
    """The payload manifest's file name."""
    return f"manifest-{algorithm}.txt"


def tag_manifest_name(algorithm: str) -> str:
    """The tag manifest's file name."""
    return f"tagmanifest-{algorithm}.txt"


def path_fault(path: str) -> str:
    """Why a path cannot stand in a package ('' = it can), in a few words for a log or a test.

    A path is relative, with ``/`` between its parts, and means the same on Windows and Linux.
    """
    if unicodedata.normalize("NFC", path) != path:
        return "not in composed form (NFC)"
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return "an empty part, . or .."
        if _FORBIDDEN & set(part) or part.startswith("~"):
            return "a character that Windows or a shell takes for something else"
        if any(unicodedata.category(sign) in _INVISIBLE for sign in part):
            return "an invisible character"
        if part != part.rstrip(". "):
            return "a dot or a space at the end of a part"
        if part.split(".", 1)[0].rstrip().casefold() in _RESERVED:
            return "a name that Windows keeps for a device"
        if len(part.encode()) > _COMPONENT_BYTES:
            return "too long"
    return ""


def claim(path: str, taken: dict[str, str]) -> bool:
    """Note a file's path among those ``taken``; False when a system could mistake it for another.

    Neither case nor the form of accents tells two paths apart, and a file is not a folder.
    """
    parts = unicodedata.normalize("NFC", path).casefold().split("/")
    folders = ["/".join(parts[:length]) for length in range(1, len(parts))]
    whole = "/".join(parts)
    if whole in taken or any(taken.get(folder) == "file" for folder in folders):
        return False
    taken.update(dict.fromkeys(folders, "folder"))
    taken[whole] = "file"
    return True


def folder_name(text: str) -> str:
    """A name for the top folder: the text with ``_`` for what a path cannot hold."""
    composed = unicodedata.normalize("NFC", text)
    name = "".join(
        "_" if sign in _FORBIDDEN | {"/", "~"} or unicodedata.category(sign) in _INVISIBLE else sign
        for sign in composed
    )
    name = name.encode()[:_COMPONENT_BYTES].decode(errors="ignore").rstrip(". ")
    return name if name and not path_fault(name) else f"_{name}"[:80]


def digests(content: bytes) -> dict[str, str]:
    """The digests of a content, by algorithm."""
    return {algorithm: hashlib.new(algorithm, content).hexdigest() for algorithm in ALGORITHMS}


def manifest(entries: Mapping[str, str]) -> bytes:
    """A manifest of digests by path, in the order of the paths."""
    lines = [f"{digest}  {_encoded(path)}\n" for path, digest in sorted(entries.items())]
    return "".join(lines).encode()


def parse_manifest(content: bytes, algorithm: str) -> dict[str, str]:
    """Digests by path.

    Raises:
        ValueError: not a manifest as ``manifest`` writes it.
    """
    size = 2 * hashlib.new(algorithm).digest_size
    entries = {}
    for line in content.decode("utf-8").splitlines():
        digest, path = line[:size], line[size + 2 :]
        if not path or not re.fullmatch("[0-9a-f]+", digest):
            raise ValueError("not a line of a manifest")
        entries[_decoded(path)] = digest
    if manifest(entries) != content:
        raise ValueError("not as it was written")
    return entries


def bag_info(pairs: Iterable[tuple[str, str]]) -> bytes:
    """``bag-info.txt``: a label and a value a line, long values folded; empty values left out.

    Raises:
        ValueError: a label that cannot stand there.
    """
    lines = []
    for label, value in pairs:
        if not _LABEL.fullmatch(label):
            raise ValueError(label)
        text = " ".join(value.split())
        if text:
            lines.append("\n ".join(_folded(f"{label}: {text}")) + "\n")
    return "".join(lines).encode()


def parse_bag_info(content: bytes) -> tuple[tuple[str, str], ...]:
    """Labels and values in their order.

    Raises:
        ValueError: not in UTF-8, or a line without a label.
    """
    text = re.sub(r"\n +", "", content.decode("utf-8"))
    pairs = []
    for line in text.splitlines():
        label, colon, value = line.partition(": ")
        if not colon:
            raise ValueError("a line without a label")
        pairs.append((label, value))
    return tuple(pairs)


def _encoded(path: str) -> str:
    # these three and only these (RFC 8493, 2.1.3)
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _decoded(path: str) -> str:
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def _folded(line: str) -> list[str]:
    """The line in pieces of at most 78 bytes, one less for the space before those that follow.

    A piece never begins with a space of the text, since readers drop what a line begins with.
    """
    pieces = []
    while len(line.encode()) > _PIECE_BYTES:
        cut = len(line.encode()[:_PIECE_BYTES].decode(errors="ignore"))
        word = line.rfind(" ", 0, cut) + 1
        if len(line[:word].encode()) > _PIECE_BYTES // 2:
            cut = word
        elif line[cut] == " ":
            cut -= 1
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]
