"""The steps of make test, lint, check, format and bench: one line and a time each."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import environment
from environment import ROOT, VENV

BIN = VENV / "bin"
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def main(names: list[str]) -> None:
    environment.install("dev")
    for name in names:
        STEPS[name]()


def lint() -> None:
    step("Format", "ruff", "format", "--check", "--quiet", ".")
    step("Lint", "ruff", "check", "--quiet", ".")
    step("Templates", "djade", "--check", "--target-version", "6.1", *templates())


def types() -> None:
    step("Types", "mypy", "--no-error-summary", "portfolio", "accounts", "bin")


def checks() -> None:
    step("System checks", "python", "manage.py", "check", "--fail-level", "WARNING")
    step(
        "Migrations match the models",
        *("python", "manage.py", "makemigrations", "--check", "--dry-run"),
    )


def browser() -> None:
    """Find a Chromium that starts, or install one; the journeys read CHROMIUM."""
    if path := installed_browser():
        os.environ["CHROMIUM"] = path
        return
    if try_step("Install Chromium", "playwright", "install", "chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run_step("Read the list of system packages", ["apt-get", "update", "-qq"])
        run_step("Install Chromium", ["apt-get", "install", "-qqy", "chromium"])
    if path := installed_browser():
        os.environ["CHROMIUM"] = path
        return
    sys.exit("The tests need Chromium. Install it, or set CHROMIUM to its path.")


def installed_browser() -> str:
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) or "" for name in ([named] if named else BROWSERS))
    return next(filter(starts, found), "")


def starts(path: str) -> bool:
    """Tell whether it runs: on some systems the name only advertises a package."""
    return (
        bool(path)
        and not subprocess.run([path, "--version"], capture_output=True).returncode
    )


def tests() -> None:
    workers = str(max(2, min(os.cpu_count() or 2, 4)))
    step("Tests and browser journeys", "pytest", "--quiet", "-n", workers)


def bench() -> None:
    step("Benchmark", "python", "-m", "tests.bench")


def tidy() -> None:
    step("Format", "ruff", "format", "--quiet", ".")
    step(
        "Sort imports, mend what can be mended",
        "ruff",
        "check",
        "--fix",
        "--quiet",
        ".",
    )
    # djade ends with 1 when it changed a file, which is what it is asked for here.
    try_step("Templates", "djade", "--target-version", "6.1", *templates())


def templates() -> list[str]:
    return [
        str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html")
    ]


def step(heading: str, tool: str, *arguments: str) -> None:
    run_step(heading, [str(BIN / tool), *arguments])


def run_step(heading: str, command: list[str | Path]) -> None:
    if not try_command(heading, command):
        sys.exit(f"{heading}: this is what failed.")


def try_step(heading: str, tool: str, *arguments: str) -> bool:
    return try_command(heading, [str(BIN / tool), *arguments])


def try_command(heading: str, command: list[str | Path]) -> bool:
    print(f"== {heading}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    print(f"   {time.monotonic() - began:.1f} s", flush=True)
    return code == 0


STEPS: dict[str, Callable[[], None]] = {
    "lint": lint,
    "types": types,
    "checks": checks,
    "browser": browser,
    "tests": tests,
    "bench": bench,
    "format": tidy,
}

if __name__ == "__main__":
    main(sys.argv[1:])
