"""Files of secrets: what a process is let in by, read anew at each connection.

No message says what is in one.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def fit(path: str, call: Callable[[], T], wrong: type[Exception], expected: str = "") -> T:
    """What a call gives that reads a file.

    Args:
        wrong: what is raised. expected: of a file that TLS is spoken with.

    Raises:
        Exception: of that kind: the file cannot be read, or is not what was expected.
    """
    try:
        return call()
    except ssl.SSLError:
        raise wrong(f"{path}: {expected}") from None
    except OSError as error:
        raise wrong(
            f"{path} cannot be read: {error.strerror}; put the file there, or name another"
        ) from None


def secret_in(path: str, wrong: type[Exception]) -> str:
    """What a file holds, without the end of its line.

    Args:
        wrong: what is raised.

    Raises:
        Exception: of that kind: it cannot be read, is empty, or is not UTF-8.
    """
    held = fit(path, Path(path).read_bytes, wrong)
    try:
        text = held.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise wrong(f"{path} is not UTF-8: write it as such") from None
    if not text:
        raise wrong(f"{path} is empty: write the secret into it")
    return text
