"""Ask the gateway as a front end does, one query and one mutation: what `helm test` runs."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import httpx

TIMEOUT_S = 15.0


def ask(client: httpx.Client, what: str, document: str) -> bool:
    """Ask, and say what came; whether all is well."""
    try:
        answer = client.post(os.environ["GATEWAY_URL"], json={"query": document})
        found: Any = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        print(f"{what}: {os.environ['GATEWAY_URL']} does not answer as a gateway does: {error}")
        return False
    if not isinstance(found, dict):
        found = {"errors": found}
    troubles = [*(found.get("errors") or []), *user_errors(found.get("data") or {})]
    well = answer.status_code == httpx.codes.OK and not troubles
    print(f"{what}: {'fine' if well else 'NOT FINE'}: {json.dumps(found, ensure_ascii=False)}")
    return well


def user_errors(data: dict[str, Any]) -> list[Any]:
    """What the mutation says that the caller did wrong."""
    payloads = [one for one in data.values() if isinstance(one, dict)]
    return [error for one in payloads for error in one.get("userErrors") or []]


def main() -> int:
    """Ask what the environment says; the exit code."""
    with httpx.Client(timeout=TIMEOUT_S) as client:
        well = ask(client, "query", os.environ["QUERY"])
        token = os.environ.get("TOKEN")
        if not token:
            print("mutation: left out, as tests.tokenSecret names no Secret with a token")
            return 0 if well else 1
        client.headers[os.environ["HEADER"]] = os.environ["PREFIX"] + token
        return 0 if ask(client, "mutation", os.environ["MUTATION"]) and well else 1


if __name__ == "__main__":
    sys.exit(main())
