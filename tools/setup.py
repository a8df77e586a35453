"""Set up all that a make target needs, and nothing twice: ``python3 tools/setup.py run``.

``run`` is what the program itself needs, ``test`` adds what the checks and tests need, ``screens``
what it takes to draw real windows without a screen. System libraries come from apt-get where that
is possible; elsewhere this names what is missing. Python packages go into ``.venv``, exactly those
of the lock files. Only the standard library is used here, since nothing else is there yet.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
VENV = TOP / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

#: The lock files of a purpose; the second holds everything of the first.
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
LOCKS["screens"] = LOCKS["test"]

#: What Qt's widgets, PDF, printing and X11 parts link to on Linux (Debian's names).
QT_LIBRARIES = (
    "libegl1 libgl1 libatomic1 libdbus-1-3 libfontconfig1 libglib2.0-0 libx11-xcb1 "
    "libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 "
    "libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 "
    "libxcb-xfixes0 libxcb-xkb1"
).split()

#: What draws real windows without a screen, with the package that brings each.
SCREEN_PROGRAMS = {"xvfb-run": "xvfb", "xauth": "xauth"}

# Loads the very libraries that the window loads; fails where one of the system's is missing.
_QT_PROBE = """
import ctypes, pathlib, sys
from PySide6 import QtPdfWidgets, QtPrintSupport, QtSvg, QtWidgets
plugins = pathlib.Path(QtWidgets.__file__).parent / "Qt" / "plugins" / "platforms"
if sys.platform == "linux":
    ctypes.CDLL(str(plugins / "libqxcb.so"))
"""


def main() -> int:
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in LOCKS:
        print(f"usage: setup.py [{' | '.join(LOCKS)}]", file=sys.stderr)
        return 2
    stamp = VENV / f".ready-{purpose}"
    state = _state(purpose)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == state:
        return 0
    apt = Apt()
    try:
        _packages(purpose, apt)
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    try:
        _system_parts(purpose, apt)
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        # the program's command line works without Qt, so only its window is lost
        return 0 if purpose == "run" else 1
    stamp.write_text(state)
    if LOCKS[purpose] == LOCKS["test"]:
        # the larger lock has brought everything of the smaller
        (VENV / ".ready-run").write_text(_state("run"))
    return 0


class SetupError(Exception):
    """What is missing, and what to do about it."""


def _state(purpose: str) -> str:
    """What a finished set-up was made from; when it changes, the set-up runs again."""
    digest = hashlib.sha256((TOP / LOCKS[purpose]).read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(sys.version.encode())
    return digest.hexdigest()


def _packages(purpose: str, apt: Apt) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
        raise SetupError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if not _runs([str(PYTHON), "-m", "pip", "--version"]):
        if importlib.util.find_spec("ensurepip") is None:
            # Debian's python3 comes without the part that puts pip into an environment
            apt.install(["python3-venv"])
        _say("making .venv")
        _run([sys.executable, "-m", "venv", str(VENV)], "The environment .venv cannot be made")
    _say(f"installing the packages of {LOCKS[purpose]}")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-input", "--use-pep517", "--require-hashes", "-r", str(TOP / LOCKS[purpose])]
    _run(pip, f"The packages of {LOCKS[purpose]} cannot be installed")
    # as pip does with the packages: the first start need not compile, nor write into this folder
    _run([str(PYTHON), "-m", "compileall", "-q", str(TOP / "app")], "The program does not compile")
    _command()


def _command() -> None:
    """``.venv/bin/branch-ledger``: the program from this source, from any folder."""
    if sys.platform == "win32":
        return
    script = VENV / "bin" / "branch-ledger"
    script.write_text(
        f"#!{PYTHON.absolute()}\n"
        "import sys\n\n"
        f"sys.path.insert(0, {str(TOP)!r})\n"
        "from app.__main__ import main\n\n"
        "sys.exit(main())\n"
    )
    script.chmod(0o755)


def _system_parts(purpose: str, apt: Apt) -> None:
    if not sys.platform.startswith("linux"):
        return
    probe = [str(PYTHON), "-c", _QT_PROBE]
    if not _runs(probe):
        apt.install(QT_LIBRARIES)
        _run(probe, "Qt cannot be loaded, because libraries of the system are missing")
    if purpose == "screens":
        missing = [pack for name, pack in SCREEN_PROGRAMS.items() if shutil.which(name) is None]
        if not any(Path("/usr/share/fonts").rglob("*CJK*")):
            missing.append("fonts-noto-cjk")
        if missing:
            apt.install(missing)


class Apt:
    """Debian's packages; the list of them is fetched once, and only when something is missing."""

    def __init__(self) -> None:
        self._updated = False

    def install(self, packages: list[str]) -> None:
        wanted = " ".join(dict.fromkeys(packages))
        by_hand = f"please install by hand: apt-get install {wanted}"
        if shutil.which("apt-get") is None:
            raise SetupError(
                "System packages are missing, and this system has no apt-get. By the names that "
                f"Debian gives them they are: {wanted}"
            )
        if os.geteuid() != 0:
            raise SetupError(f"System packages are missing and need root; {by_hand}")
        _say(f"apt-get install {wanted}")
        apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"]
        if not self._updated:
            _run([*apt, "update"], f"The list of packages cannot be fetched; {by_hand}")
            self._updated = True
        install = [*apt, "-y", "--no-install-recommends", "install", *wanted.split()]
        _run(install, f"apt-get failed; {by_hand}")


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _run(command: list[str], failure: str) -> None:
    """Run quietly; what the command said is shown only when it fails."""
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=surroundings,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode(errors="replace")[-4000:])
        raise SetupError(f"{failure}.")


def _say(text: str) -> None:
    print(f"setup: {text} ...", flush=True)


if __name__ == "__main__":
    sys.exit(main())
