"""A projector of another code version, which fills its own keys beside the first."""

from __future__ import annotations

import msgspec

from bandstand.cli.commands import main

if __name__ == "__main__":
    msgspec.__version__ += "-other"  # The decoder's version is part of a view's.
    main(["projector"])
