"""The two kinds of error: what the user can act on, and bugs (everything else)."""

from __future__ import annotations


class AppError(Exception):
    """One clear sentence in the user's words: what happened, what was kept, what to do.

    The sentence is already translated. It never holds personal data beyond what the user has
    just entered or the name of the file that the user has just chosen.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Cancelled(AppError):
    """The user stopped a long piece of work; everything is as it was before."""
