"""Judgement: from an event's bytes to its merges, or to none.

What the projector parks is passed over here: both judge by one function.
"""

from __future__ import annotations

from eventlog.envelope import Codec
from eventlog.judgement import Judge, judge_by
from search.corpus import Corpus


def judge_of(codec: Codec, corpus: Corpus) -> Judge:
    """A function from bytes to merges: none for what is no event, or none of this corpus."""
    return judge_by(codec, corpus.indexed, lambda *_: ())
