"""What all tests share: no test touches the user's own folders, and none depends on chance."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# the same cases on every machine, and no case fails because the machine is busy
hypothesis.settings.register_profile("project", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("project")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for settings, backups and log of this computer, by test."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("BRANCH_LEDGER_HOME", str(folder))
    return folder
