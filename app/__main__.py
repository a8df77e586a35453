"""The program: ``branch-ledger`` opens the window, ``branch-ledger COMMAND`` does without it."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the program; returns its exit status."""
    if sys.argv[1:2] == ["--read-sheet"]:
        # the child process that reads a foreign workbook wants nothing else of the program
        from app.services import sheet_reader

        return sheet_reader.main(sys.argv[2:])
    if sys.argv[1:2] == ["--read-picture"]:
        from app.services import picture_reader

        return picture_reader.main(sys.argv[2:])
    from app import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
