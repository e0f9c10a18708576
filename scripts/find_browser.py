"""Print the path of a Chromium that works, getting one when there is none.

The system's first, then Playwright's own, then Debian's where we may install it. Ends with status 1, and one line on
standard error, where none can be had. `CHROMIUM=/path` names one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOAD_SECONDS = 240


def works(path: str | None) -> bool:
    """Does the program at `path` start and draw a page?"""
    if not path or not Path(path).exists():
        return False
    command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "data:text/html,<p>ok</p>"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "<p>ok</p>" in done.stdout


def named() -> str | None:
    return os.environ.get("CHROMIUM")


def system() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def playwright() -> str | None:
    """Playwright's own, downloaded where it is missing."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where the system has none)

    with sync_playwright() as tool:
        path = tool.chromium.executable_path
    if not Path(path).exists():
        run([sys.executable, "-m", "playwright", "install", "chromium"])
    return path


def debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return shutil.which("chromium")


def run(command: list[str]) -> None:
    """Run quietly; a failure shows in what is then missing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, env=environment, capture_output=True, timeout=DOWNLOAD_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"{command[0]} : trop long, abandonné.\n")


def candidates() -> Iterator[Callable[[], str | None]]:
    yield from (named, system, playwright, debian)


def find_browser() -> str | None:
    """The path of the first Chromium that works, or `None`."""
    return next((path for candidate in candidates() if (path := candidate()) and works(path)), None)


def main() -> int:
    path = find_browser()
    if path is None:
        sys.stderr.write("Aucun Chromium : installez-en un, donnez CHROMIUM=/chemin, ou SANS_NAVIGATEUR=1.\n")
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
