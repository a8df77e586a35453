"""Where things are: the program's resources and the user's folders."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

APP_NAME = "branch-ledger"

# A frozen program keeps its data beside the executable's modules.
RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"

#: File ending of a book.
BOOK_SUFFIX = ".zbtz"

# Parts of a path that tell of a folder which a synchronising client rewrites behind our back.
_CLOUD_MARKS = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "nutstore",
    "坚果云",
    "baidunetdisk",
    "baidusyncdisk",
    "百度网盘",
    "百度同步",
    "icloud",
    "iclouddrive",
    "com~apple~clouddocs",
    "我的坚果云",
    "wps cloud files",
    "wpsdrive",
    "wps云盘",
    "kdrive",
    "syncthing",
    "nextcloud",
    "腾讯微云",
    "weiyun",
)
# gvfsd-fuse is where the file managers of Linux desktops put shared folders
_NETWORK_FILE_SYSTEMS = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "davfs",
    "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.davfs",
}  # fmt: skip


def data_dir() -> Path:
    """The user's data folder (backups, the practice book). ``BRANCH_LEDGER_HOME`` moves it."""
    return _user_dir("data")


def config_dir() -> Path:
    """The user's config folder (settings of this computer). ``BRANCH_LEDGER_HOME`` moves it."""
    return _user_dir("config")


def log_dir() -> Path:
    """The folder of the log."""
    return _user_dir("log")


def _user_dir(kind: str) -> Path:
    home = os.environ.get("BRANCH_LEDGER_HOME")
    if home:
        return Path(home) / kind
    import platformdirs

    dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
    return Path(
        {"data": dirs.user_data_dir, "config": dirs.user_config_dir, "log": dirs.user_log_dir}[kind]
    )


def synchronised_by(path: Path) -> str:
    """What would rewrite a book or a folder: the mark found ('' when nothing is known).

    Trusted programs lost data in such folders, because a client copies or replaces the file
    while it is being written.
    """
    text = str(path.absolute())
    if text.startswith(("\\\\", "//")):
        return text[:2]
    folder = path.absolute().parent if path.suffix == BOOK_SUFFIX else path.absolute()
    for part in folder.parts:
        lowered = part.lower()
        for mark in _CLOUD_MARKS:
            # "OneDrive - 公司" is one, a book called "onedrive笔记.zbtz" is not a folder
            if lowered == mark or lowered.startswith((mark + " ", mark + "-", mark + "_")):
                return part
    return _network_file_system(path)


def _network_file_system(path: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    absolute = str(path.absolute())
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # blanks, tabs and backslashes are written there as \040, \011 and \134
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1])
        inside = absolute == point or absolute.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind if kind in _NETWORK_FILE_SYSTEMS else ""
