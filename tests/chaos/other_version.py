"""A process of another code version, which has keys of its own beside the first."""

from __future__ import annotations

import sys

import msgspec

from bandstand.cli.commands import main

if __name__ == "__main__":
    msgspec.__version__ += "-other"  # The decoder's version is part of a view's.
    main(sys.argv[1:])
