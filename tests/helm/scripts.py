"""The scripts of the chart, run as its containers run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bandstand.testing.stacks import environment
from tests.helm.rendering import CHART

RUN_S_MAX = 60.0


def script(name: str, **told: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the chart as its container does: by its text, the program on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, "-c", (CHART / "files" / name).read_text(encoding="utf-8")],
        env=environment(PATH=path, **told),
        capture_output=True,
        text=True,
        timeout=RUN_S_MAX,
        check=False,
    )
