"""Settings of this computer (not of the branch, whose settings are in its book)."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app import files, log, paths

#: Millimetres by which a form can be moved on the paper.
FARTHEST = 20.0


@dataclass
class Settings:
    """What this computer remembers between two starts."""

    language: str = "zh_CN"
    #: "system", "light" or "dark"
    theme: str = "system"
    #: books opened lately, newest first, as absolute paths
    recent: list[str] = field(default_factory=list)
    #: a second place for backups, such as a USB stick ('' = none)
    second_backup: str = ""
    #: columns, widths and sizes by name of the widget
    layout: dict[str, str] = field(default_factory=dict)
    #: how far this computer's printer misses printed stationery, by name of the form: "1.5 -2.0"
    #: are millimetres to the right and down
    offsets: dict[str, str] = field(default_factory=dict)

    def remember_book(self, path: Path) -> bool:
        """Put a book at the head of the list of recent ones (at most eight); whether that is new."""
        text, former = str(path.absolute()), self.recent
        self.recent = [text, *[other for other in former if other != text]][:8]
        return self.recent != former

    def offset(self, form: str) -> tuple[float, float]:
        """Millimetres to the right and down by which a form is moved; what is no number is none."""
        try:
            right, down = (float(text) for text in self.offsets.get(form, "0 0").split())
        except ValueError:
            return 0.0, 0.0
        fits = abs(right) <= FARTHEST and abs(down) <= FARTHEST
        return (right, down) if fits else (0.0, 0.0)

    def set_offset(self, form: str, right: float, down: float) -> None:
        """Remember by how much a form is moved."""
        self.offsets[form] = f"{right:.1f} {down:.1f}"


def load() -> Settings:
    """Read the settings; a missing or damaged file gives the defaults and is kept aside."""
    path = _path()
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        raw = None
    if not isinstance(raw, dict):
        log.event("settings.damaged")
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        return Settings()
    known = asdict(Settings())
    return Settings(
        **{key: value for key, value in raw.items() if key in known and _fits(value, known[key])}
    )


def _fits(value: object, default: object) -> bool:
    """Whether a value that was read is of the kind of the default: text, texts, texts by name."""
    if type(value) is not type(default):
        return False
    if isinstance(value, dict):
        return all(isinstance(text, str) for text in value.values())
    return not isinstance(value, list) or all(isinstance(text, str) for text in value)


def save(settings: Settings) -> None:
    """Write the settings, all or nothing.

    Raises:
        AppError: the config folder cannot be written.
    """
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.os_error(error, path) from error
    files.write_bytes(path, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())


def _path() -> Path:
    return paths.config_dir() / "settings.json"
