"""The search over everything in the book."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import _
from app.services import documents, minutes, roster_list
from app.services.roster import STAGE_TITLES
from app.ui.session import Hit

_MOST_OF_A_KIND = 8


class Finder:
    """Searches people, meetings and papers as the book has them now; keeps the latter two."""

    def __init__(self, years: Sequence[int]) -> None:
        self._years = years
        self._others: list[tuple[str, Hit]] | None = None

    def find(self, text: str) -> list[Hit]:
        """People first, then meetings and papers, newest first."""
        sought = text.strip()
        if not sought:
            return []
        found = [
            Hit(one.name, _(STAGE_TITLES[one.stage]), f"roster:{one.id}")
            for one in roster_list.find(sought, _MOST_OF_A_KIND)
        ]
        if self._others is None:
            self._others = [*self._meetings(), *self._papers()]
        small = sought.lower()
        others = [hit for words, hit in self._others if small in words]
        return found + others[:_MOST_OF_A_KIND]

    def _meetings(self) -> list[tuple[str, Hit]]:
        return [
            (
                f"{one.name} {one.topic} {one.text} {one.resolution} {one.day}".lower(),
                Hit(one.name, f"{_('会议')} · {one.day}", f"minutes:{one.id}"),
            )
            for year in reversed(self._years)
            for one in minutes.meetings(year)
        ]

    def _papers(self) -> list[tuple[str, Hit]]:
        return [
            (
                f"{one.title} {one.code} {one.file_number}".lower(),
                Hit(one.title, f"{_('已打印')} · {one.day}", _jump(one)),
            )
            for year in reversed(self._years)
            for one in documents.issued(year)
            if not one.void_reason
        ]


def _jump(one: documents.Issued) -> str:
    return f"{one.kind}:{one.subject}" if one.subject else one.kind
