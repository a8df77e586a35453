from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.base import BookDatabase, database
from app.models.schema import migrate

KEY = "5a" * 48


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[BookDatabase]:
    """The database of the program, connected to an empty encrypted book of the newest version."""
    database.bind_to(str(tmp_path / "a.zbtz"), KEY)
    database.connect()
    migrate(database)
    yield database
    database.close()
