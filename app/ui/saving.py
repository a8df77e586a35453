"""Files that the user takes away: where to, and all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app import files
from app.errors import AppError
from app.ui import errors


def save_as(
    parent: QWidget, title: str, file_name: str, kind: str, make: Callable[[], bytes]
) -> Path | None:
    """Ask where to, and write what ``make`` gives; where it went, None when nothing was written.

    ``kind`` names the ending, as in "Excel (*.xlsx)". What cannot be written is shown.
    """
    target = ask_where(parent, title, file_name, kind)
    if target is None:
        return None
    try:
        files.write_bytes(target, make())
    except AppError as error:
        errors.show_error(parent, error)
        return None
    return target


def ask_where(parent: QWidget, title: str, file_name: str, kind: str) -> Path | None:
    """Ask where a file is to go; None when the user wants none."""
    place = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    folder = place if place.is_dir() else Path.home()
    ending = Path(file_name).suffix
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(folder / file_name), kind)
    if not chosen:
        return None
    target = Path(chosen)
    if target.suffix.lower() != ending:
        target = target.with_name(target.name + ending)
    return target
