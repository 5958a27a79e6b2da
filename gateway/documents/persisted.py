"""Persisted documents: queries that a client names instead of sending.

*Trusted* documents are known when the gateway starts: a front end's build writes them to a file,
`{"id": "query …"}`, and `documentId` names one. *Automatic* ones are learnt: a client names a
query by its SHA-256, and sends it once when the gateway does not know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from eventlog.checks.notation import KINDS, why_no_json
from gateway.documents.documents import Document, Documents
from gateway.documents.recent import Recent
from gateway.errors import BadInput, GatewayError

LEARNT_CHARACTERS_MAX = 400_000
"""How long all queries are together that are known by their hash."""

_EXPECTED = 'expected JSON such as {"id": "query …"}'


class Unknown(GatewayError):
    """A query that is named by its hash, and that is not known here: send it along."""

    code = "PERSISTED_QUERY_NOT_FOUND"
    retryable = True
    of_document = True


class NotTrusted(GatewayError):
    """Only trusted documents are answered, and this is none."""

    code = "NOT_TRUSTED"
    status = 403


class Persisted:
    """The documents that clients may name.

    Args:
        trusted: by their ids. only: whether nothing else is answered.
    """

    def __init__(self, trusted: dict[str, str] = {}, *, only: bool = False) -> None:
        self._trusted, self.only = trusted, only
        self._hashes = {digest(text): text for text in trusted.values()}
        self._learnt = Recent[str](LEARNT_CHARACTERS_MAX)

    def text(self, body: Mapping[str, Any]) -> str | None:
        """The query that a request means; None when it has none.

        Raises:
            BadInput: there is no such document, or a hash is not the query's.
            Unknown: the query must be sent along.
            NotTrusted: it is not one of those that may be asked.
        """
        named, text = body.get("documentId"), body.get("query")
        if named is not None:
            if text:
                raise BadInput("the request has documentId and query: send one of them")
            if named not in self._trusted:
                raise BadInput(f"documentId {named[:80]!r}: there is no such document")
            return self._trusted[named]
        given = (body.get("extensions") or {}).get("persistedQuery")
        if given is not None:
            return self._hashed(given, text)
        if text and self.only and digest(text) not in self._hashes:
            raise NotTrusted("this query is not among the trusted documents")
        return text or None

    def learn(self, body: Mapping[str, Any], document: Document) -> None:
        """Know a query from now on by its hash, which `text` has looked at, if it came with one."""
        given, text = (body.get("extensions") or {}).get("persistedQuery"), body.get("query")
        # What is not valid is not worth keeping.
        if given and text and not document.errors and digest(text) not in self._hashes:
            self._learnt.keep(str(given["sha256Hash"]), text, len(text))

    def _hashed(self, given: Any, text: str | None) -> str:
        if not isinstance(given, dict) or given.get("version") != 1:
            raise BadInput("extensions.persistedQuery: expected version 1 and a sha256Hash")
        name = str(given.get("sha256Hash"))
        known = self._hashes.get(name) or (None if self.only else self._learnt.get(name))
        # SUBTLE: also of one that is known, or what is answered would depend on who asked before.
        if text and text != known and digest(text) != name:
            raise BadInput(f"extensions.persistedQuery: {name[:80]!r} is not the query's SHA-256")
        if known is not None:
            return known
        if not text:
            raise Unknown("PersistedQueryNotFound")
        if self.only:
            raise NotTrusted("this query is not among the trusted documents")
        return text


def digest(text: str) -> str:
    """The name of a query by its hash, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def load(file: Path, documents: Documents) -> dict[str, str]:
    """The trusted documents of a file, each checked against the schema.

    Raises:
        ValueError: the file cannot be read, or a document is not valid.
    """
    return checked(_documents_in(file), documents)


def checked(texts: Mapping[str, str], documents: Documents) -> dict[str, str]:
    """Documents by their names, each checked against the schema.

    Raises:
        ValueError: one is not valid.
    """
    for name, text in texts.items():
        errors = documents.get(text).errors
        if errors:
            raise ValueError(f"document {name!r}: {errors[0].message}")
    return dict(texts)


def _documents_in(file: Path) -> dict[str, str]:
    """What a file of trusted documents holds, whatever the schema says of it."""
    try:
        data = file.read_bytes()
        found = msgspec.json.decode(data)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else why_no_json(data) or "not JSON"
        raise ValueError(f"{why}; {_EXPECTED}") from None
    if not isinstance(found, dict):
        raise ValueError(f"it is {KINDS[type(found)]}; {_EXPECTED}")
    for name, text in found.items():
        if not isinstance(text, str):
            raise ValueError(f"document {name[:80]!r} is {KINDS[type(text)]}; {_EXPECTED}")
    return found
