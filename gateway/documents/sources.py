"""Sources: the text of a document, which knows where its lines begin.

graphql-core looks for the line of every error from the beginning of the text on, and makes some
errors three times: a text of 100,000 lines took a second of the loop for twenty errors.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cached_property

from graphql import Source
from graphql.language import SourceLocation

_NEWLINE = re.compile(r"\r\n|[\n\r]")


class Lines(Source):
    """A text whose lines are looked for once."""

    @cached_property
    def _ends(self) -> tuple[array[int], array[int]]:
        """Where each line break begins, and where the line after it does."""
        breaks, starts = array("I"), array("I", [0])
        for match in _NEWLINE.finditer(self.body):
            breaks.append(match.start())
            starts.append(match.end())
        return breaks, starts

    def get_location(self, position: int) -> SourceLocation:
        """The line and the column of a place, both from 1."""
        breaks, starts = self._ends
        line = bisect_left(breaks, position)
        return SourceLocation(line + 1, position + 1 - starts[line])
