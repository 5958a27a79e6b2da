"""Wording: what graphql-core says of a value, in the words of GraphQL and JSON instead of Python's.

Int cannot represent non-integer value: True     →  … value: true
… not to be None.                                →  … not to be null.
… found: {'handl': 'x'}.                         →  … found: {"handl": "x"}.
"""

from __future__ import annotations

import ast
import json
import re

_NOT_NULL = " not to be None."
_SHOWS = re.compile(r"(?:\bfound|\bFound|(?<!invalid )\bvalue): ")
_TOKENS = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b(?:None|True|False|nan|inf)\b""")
_WORDS = {"None": "null", "True": "true", "False": "false", "nan": "NaN", "inf": "Infinity"}
_SUGGESTED = re.compile(r" Did you mean .*\?$", re.DOTALL)


def in_json(message: str) -> str:
    """A message about a value of a variable, whose value is shown as JSON has it."""
    message = in_graphql(message)
    shows = _SHOWS.search(message)
    if shows is None:
        return message
    return message[: shows.end()] + _TOKENS.sub(_token, message[shows.end() :])


def in_graphql(message: str) -> str:
    """A message about a query: a value that is written in it is shown as it was written."""
    if message.endswith(_NOT_NULL):
        return f"{message.removesuffix(_NOT_NULL)} not to be null."
    return message


def without_suggestion(message: str) -> str:
    """A message without the end that says what may be meant: that would tell the schema."""
    return _SUGGESTED.sub("", message)


def _token(found: re.Match[str]) -> str:
    text = found[0]
    if text in _WORDS:
        return _WORDS[text]
    try:
        return json.dumps(ast.literal_eval(text), ensure_ascii=False)
    except (ValueError, SyntaxError):  # What was cut in its middle, for it is long.
        return f'"{text[1:-1]}"'
