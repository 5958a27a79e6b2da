"""What a person at the command line is told.

Failure              one message, and the exit code of the command
├── BadSetting       an environment variable, option or argument has a value that does not fit
└── NoStack          no stack runs in the folder, or not reachably
"""

from typing import ClassVar

__all__ = ["BadSetting", "Failure", "NoStack"]


class Failure(Exception):
    """The root of this package's errors: shown as it is, without a trace."""

    exit_code: ClassVar[int] = 1


class BadSetting(Failure):
    """A value that was given does not fit. The message names it, and what was expected."""

    exit_code = 2


class NoStack(Failure):
    """No stack runs where the command looked for one."""
