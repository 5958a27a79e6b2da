"""Errors: what a declaration that does not fit is refused with."""

from __future__ import annotations


class Misdeclared(TypeError):
    """Some declarations of a schema do not fit; the message names each, and the way out."""
