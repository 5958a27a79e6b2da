"""The command: `python -m docs.making FOLDER` writes what the site is built from."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.making.files import write


def main() -> None:
    """Write it."""
    write(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
