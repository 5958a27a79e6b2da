"""What can go wrong with an import.

ImportFailed    the input cannot be read: a file is missing, cut short or not what it should be
"""

from bandstand.errors import Failure

__all__ = ["ImportFailed"]


class ImportFailed(Failure):
    """The input cannot be read. The message names the file, and the position where there is one."""
