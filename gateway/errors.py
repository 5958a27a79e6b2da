"""What a client may be told. Everything else is masked.

GatewayError             has a code for `extensions.code`, and says whether to retry
├── BadInput             BAD_USER_INPUT: an argument, id, cursor or token is not valid
│   └── BadRequest       the same, of the request itself: `status` says how, as HTTP has it
├── NotAllowed           METHOD_NOT_ALLOWED: what is asked for is not asked for by this method
├── TooCostly            TOO_COSTLY: the query could read more than one request may, or is too large
├── TooMany              TOO_MANY: of what there may be, at a time or in a time, no more is left
├── Unauthenticated      UNAUTHENTICATED: a mutation without a viewer, or bad credentials
│   └── InvalidToken     the same, of a token: whoever has it gets a new one
├── Forbidden            FORBIDDEN: who is signed in may not ask for a field
├── NotOffered           NOT_OFFERED: this gateway has no index to search
│   └── NotServed            the same, of what a gateway of several processes cannot do
├── NotYet               NOT_YET: unknown here, but the views are behind the log
└── Unavailable          UNAVAILABLE: log or store do not answer now

ImportFailed             nothing more is brought in: shown at the command line as it is
└── BadOption            an option of an importer has a value that does not fit

Unshapable               an answer has an error in it: graphql-core says where
Uncovered                the compiled path does not cover an operation; it says why
"""

from __future__ import annotations

from typing import Any, ClassVar

__all__ = [
    "BadInput",
    "BadOption",
    "BadRequest",
    "Forbidden",
    "GatewayError",
    "ImportFailed",
    "InvalidToken",
    "NotAllowed",
    "NotOffered",
    "NotServed",
    "NotYet",
    "TooCostly",
    "TooLarge",
    "TooMany",
    "Unauthenticated",
    "Unavailable",
    "Uncovered",
    "Unshapable",
    "let_go",
]


class GatewayError(Exception):
    """The root of this package's errors."""

    code: ClassVar[str] = "INTERNAL"
    retryable: ClassVar[bool] = False
    status: int = 400
    """What HTTP says of it where nothing was executed."""
    of_document: ClassVar[bool] = False
    """Whether a request that is well formed asks for what is refused: `application/json` has 200
    for that, `application/graphql-response+json` has `status`."""

    @property
    def shown(self) -> dict[str, Any]:
        """The error as clients see it."""
        extensions = {"code": self.code, "retryable": self.retryable}
        return {"message": str(self), "extensions": extensions}


class BadInput(GatewayError):
    """An argument, id, cursor or token is not valid."""

    code = "BAD_USER_INPUT"


class BadRequest(BadInput):
    """The request itself is not valid. status: as HTTP has it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class NotAllowed(GatewayError):
    """What is asked for is not asked for by this method.

    allowed: the methods that there are, where they are not those of a query.
    """

    code = "METHOD_NOT_ALLOWED"
    status = 405

    def __init__(self, message: str, allowed: str | None = None) -> None:
        super().__init__(message)
        self.allowed = allowed


class TooCostly(GatewayError):
    """The query could read more than one request may, or is larger than one may be."""

    code = "TOO_COSTLY"
    of_document = True


class TooLarge(TooCostly):
    """The answer would be longer than one may be. Whoever answers, it is told at once."""


class TooMany(GatewayError):
    """Of what there may be at a time, or in a time, there is as much as there may be.

    status: 503 where all have it, and 429 where it is the client's own. again_s: after so long it
    may be asked for again.
    """

    code = "TOO_MANY"
    retryable = True

    def __init__(self, message: str, *, status: int = 503, again_s: int = 1) -> None:
        super().__init__(message)
        self.status, self.again_s = status, again_s

    @property
    def shown(self) -> dict[str, Any]:
        """The error as clients see it, with `retryAfter`, in seconds."""
        shown = super().shown
        shown["extensions"]["retryAfter"] = self.again_s
        return shown


class Unauthenticated(GatewayError):
    """A mutation and nobody is signed in, or credentials that are not valid."""

    code = "UNAUTHENTICATED"
    status = 401


class InvalidToken(Unauthenticated):
    """A token is not valid, or not any more."""


class Forbidden(GatewayError):
    """Who is signed in may not ask for this."""

    code = "FORBIDDEN"
    status = 403


class NotOffered(GatewayError):
    """This gateway has no index to search."""

    code = "NOT_OFFERED"


class NotServed(NotOffered):
    """This gateway has several processes, and what is asked for needs one."""

    status = 501


class NotYet(GatewayError):
    """Unknown here, but the views are behind the log, so it may come."""

    code = "NOT_YET"
    retryable = True


class Unavailable(GatewayError):
    """The log or the store does not answer now."""

    code = "UNAVAILABLE"
    retryable = True
    status = 503


class Unshapable(Exception):
    """An answer has an error in it, and no client sees this: graphql-core says where it is."""


class Uncovered(Exception):
    """The compiled path does not cover an operation, and no client sees this.

    why: one of a few words, for counting.
    """

    def __init__(self, message: str, why: str = "resolver") -> None:
        super().__init__(message)
        self.why = why


class ImportFailed(Exception):
    """Nothing more is brought in. The message says why, and what to do."""

    exit_code: ClassVar[int] = 1


class BadOption(ImportFailed):
    """An option of an importer has a value that does not fit. The message names both."""

    exit_code = 2


def let_go(error: BaseException) -> None:
    """Let go of where an error was raised, and those that it came of: those frames hold all that
    was read, and themselves, until the collector comes.
    """
    rest: list[BaseException | None] = [error]
    while rest:
        one = rest.pop()
        if one is not None and one.__traceback__ is not None:
            one.__traceback__ = None
            rest += [one.__cause__, one.__context__, getattr(one, "original_error", None)]
