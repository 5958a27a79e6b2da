"""What can go wrong in the algebra.

CRDTError
├── StampError      a text or number is not a stamp, or out of range
├── CoverageError   a range of sequences is not one
├── ValueNotCanonical   a register was given what canonical JSON cannot hold
└── LawBroken       a law does not hold; carries the counterexample
"""

__all__ = ["CRDTError", "CoverageError", "LawBroken", "StampError", "ValueNotCanonical"]


class CRDTError(Exception):
    """The root of this package's errors."""


class StampError(CRDTError, ValueError):
    """A text or number is not a stamp, or lies outside the range that scores hold exactly."""


class CoverageError(CRDTError, ValueError):
    """A range of sequences is not one: sequences start at 1 and `first <= last`."""


class ValueNotCanonical(CRDTError, ValueError):
    """A register was given a value that canonical JSON cannot hold, such as a float."""


class LawBroken(CRDTError, AssertionError):
    """A law does not hold. The message shows the first counterexample that was found."""
