from pathlib import Path

import pytest

from app.rules.book import RuleBook

RULES = Path(__file__).parents[2] / "resources" / "rules"


@pytest.fixture(scope="session")
def rules_folder() -> Path:
    return RULES


@pytest.fixture(scope="session")
def book() -> RuleBook:
    return RuleBook.load(RULES)
