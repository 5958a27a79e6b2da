"""Edits: who changed an article, when, and what of it; its title as it was then.

What else was written then is in the log, and not here: a body of every edit would stay in memory
for as long as the log does.
"""

from __future__ import annotations

from crdt.records import Record, Register
from tribes.records import Article
from views.derive.places import Places, derived


class Edit(Record, kind="edit", owner=Article):
    """An edit of an article, `<article>/<id of the event>`. `made` is written once: `by` whom, the
    `parts` that were written, and the `title`, where that was one of them.
    """

    made = Register()

    @derived
    def places(self) -> Places:
        """Among all edits of its article, by when it was made."""
        if self.made.value is not None:
            yield Article.edits.enter(self.owned_by, by=self.made.at)
