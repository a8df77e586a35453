"""Can a window be opened here? Qt itself would end the program without a word that helps."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

from app.i18n import _


def problem() -> str:
    """Why no window can be opened, in a sentence; '' when there is no reason against it."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    name = os.environ.get("DISPLAY", "")
    if not name or not _answers(name):
        return _(
            "这里没有图形界面，窗口打不开。可以用命令行，例如 branch-ledger demo --out 文件夹；"
            "全部命令见 branch-ledger --help。"
        )
    missing = _missing_library()
    if missing:
        return _(
            "缺少系统组件 {library}，窗口打不开。安装它以后再试（Debian、UOS、麒麟：{command}）。"
        ).format(library=missing, command=f"sudo apt install {_package(missing)}")
    return ""


def _answers(name: str) -> bool:
    """Whether an X server answers under a name such as ``:0`` or ``localhost:10.0``."""
    match = re.fullmatch(r"(?:unix|)(?:/unix)?:(\d+)(?:\.\d+)?", name)
    if match:
        path = f"/tmp/.X11-unix/X{match[1]}"  # noqa: S108 - where X servers listen
        return any(_connects(socket.AF_UNIX, place) for place in (f"\0{path}", path))
    match = re.fullmatch(r"(?:tcp/)?([^:/]+):(\d+)(?:\.\d+)?", name)
    if match:
        return _connects(socket.AF_INET, (match[1], 6000 + int(match[2])))
    # some other way to name one: let Qt find out
    return True


def _connects(family: socket.AddressFamily, place: str | tuple[str, int]) -> bool:
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        probe.connect(place)
        return True
    return False


def _missing_library() -> str:
    """The shared library that Qt's own plugin for X lacks on this computer; '' when none."""
    import ctypes

    spec = importlib.util.find_spec("PySide6")
    for folder in spec.submodule_search_locations or () if spec else ():
        plugin = Path(folder) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        if plugin.exists():
            try:
                # Qt would load it in a moment anyway
                ctypes.CDLL(str(plugin))
            except OSError as error:
                found = re.match(r"(lib[^:\s]+): cannot open", str(error))
                return found[1] if found else ""
    return ""


def _package(library: str) -> str:
    """The Debian package of a library: libxcb-cursor.so.0 is in libxcb-cursor0."""
    stem, _so, version = library.partition(".so")
    return f"{stem}{version.removeprefix('.')}"
