"""The garbage collector: what it looks through, and how often.

Imports nothing of ours: whoever starts calls it before all else.
"""

import gc


def look_seldom() -> None:
    """What is imported stays: to look it through again and again costs an eighth of a start, and a
    tenth of what is done then.
    """
    gc.set_threshold(50_000, 5, 20)


def keep_all() -> None:
    """What is there now stays until the end, and is not looked through any more."""
    gc.collect()
    gc.freeze()
