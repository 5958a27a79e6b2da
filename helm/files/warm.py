"""Fill the views of this version while the old release goes on: what the chart's job `warm` runs.

A projector and a gateway of this version run here until the gateway finds the views filled. It is
ready when they are, and says until then what it waits for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

READY = f"http://127.0.0.1:{os.environ['BANDSTAND_PORT']}/readyz"
PAUSE_S = 1.0
TIMEOUT_S = 5.0
END_S = 20.0


def trouble() -> str:
    """What the gateway waits for; empty when it is ready."""
    try:
        with urlopen(READY, timeout=TIMEOUT_S):
            return ""
    except HTTPError as answer:
        # SUBTLE: it need not say what stands in the way, and is not ready for that.
        try:
            found = json.loads(answer.read()).get("trouble") or {}
        except ValueError:
            found = {}
        told = "; ".join(f"{what}: {why}" for what, why in found.items())
        return told or f"it is not ready ({answer.code})"
    except (URLError, OSError) as error:
        return f"it does not answer yet: {error}"


def wait(children: dict[str, subprocess.Popen[bytes]]) -> int:
    """Wait until the gateway is ready; the exit code."""
    said = ""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                print(f"{name} ended with {child.returncode}: it says above why", flush=True)
                return 1
        told = trouble()
        if not told:
            print("the views of this version are filled", flush=True)
            return 0
        if told != said:
            print(f"waiting for the gateway: {told}", flush=True)
            said = told
        time.sleep(PAUSE_S)


def main() -> int:
    """Run both until the views are filled; the exit code."""
    # Both would say how they are on the same port.
    told = {**os.environ, "BANDSTAND_HEALTH_PORT": "0"}
    names = ("projector", "gateway")
    children = {name: subprocess.Popen(["bandstand", name], env=told) for name in names}  # noqa: S607
    try:
        return wait(children)
    finally:
        for child in children.values():
            child.terminate()
        for child in children.values():
            try:
                child.wait(END_S)
            except subprocess.TimeoutExpired:
                child.kill()


if __name__ == "__main__":
    sys.exit(main())
