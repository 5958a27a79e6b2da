"""What can go wrong in the projector.

Unprojectable    an event's bytes, as this code reads them, give no merges: it is parked
"""

__all__ = ["Unprojectable"]


class Unprojectable(Exception):
    """An event's bytes give no merges. The message is a function of the bytes and the code."""
