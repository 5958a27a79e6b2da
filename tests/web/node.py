"""What npm installs for tests: exactly what a lock file says, once, into pytest's cache."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "examples" / "web"
CONSOLE = ROOT / "bandstand" / "console" / "source"
GRAPHIQL = ROOT / "gateway" / "graphiql" / "source"
TOOLING = Path(__file__).parent / "tooling"
INSTALL_S_MAX = 90
RUN_S_MAX = 60


def project(folder: Path, config: pytest.Config) -> Path:
    """A copy of a folder in the cache, at the same depth, with its packages installed.

    Skips the test where node or npm is not here, or where packages cannot be had, unless
    `BANDSTAND_REQUIRE_NODE` is set.
    """
    required = bool(os.environ.get("BANDSTAND_REQUIRE_NODE"))
    if not (shutil.which("node") and shutil.which("npm")):
        if required:
            raise RuntimeError("real clients must be tested with here, and node is not installed")
        pytest.skip("node and npm are not here: `make test` installs Debian's where it may")
    named = "-".join(folder.relative_to(ROOT).parts)
    kept = Path(config.cache.mkdir("node")) / named  # type: ignore[union-attr]
    kept.mkdir(exist_ok=True)
    names = ("package.json", "package-lock.json", ".npmrc")
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in names)).hexdigest()
    with (kept / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = kept / "installed"
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
            for name in names:
                shutil.copy(folder / name, kept / name)
            try:
                run(kept, "npm", "ci", "--no-audit", "--no-fund", timeout_s=INSTALL_S_MAX)
            except (subprocess.SubprocessError, OSError) as error:
                if required:
                    raise
                pytest.skip(f"npm could not install {folder.name}: {error}")
            stamp.write_text(digest, encoding="utf-8")
    return kept


def run(folder: Path, *command: str | Path, timeout_s: float = RUN_S_MAX) -> str:
    """Run a command in a folder; what it printed.

    Raises:
        subprocess.SubprocessError: it failed, or took too long.
    """
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    if done.returncode:
        raise subprocess.SubprocessError(f"{command}: {done.stdout[-4_000:]}{done.stderr[-4_000:]}")
    return done.stdout + done.stderr
