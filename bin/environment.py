"""Keep .venv in step with the lock files. The standard library only: nothing else is
there when this runs first."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# dev.txt and s3.txt are compiled with base.txt as their constraint, so they hold it.
HOLDS_TOO = {"dev": ["base"], "s3": ["base"]}


def install(lock: str) -> None:
    """Make .venv hold what requirements/<lock>.txt names, unless it does already."""
    if not serves(PYTHON):
        create()
    if is_installed(lock):
        return
    print(
        "Installing what Protofolio needs. The first time takes a minute.", flush=True
    )
    requirements = ROOT / "requirements" / f"{lock}.txt"
    wanted = ["--require-hashes", "--requirement", str(requirements)]
    if not any(ran([*installer, *wanted]) for installer in installers()):
        sys.exit("The packages could not be installed. The lines above say why.")
    for name in [lock, *HOLDS_TOO.get(lock, [])]:
        stamp(name).write_text(digest(name))


def serves(python: Path) -> bool:
    try:
        return not subprocess.run([python, "-c", ""], capture_output=True).returncode
    except OSError:
        return False


def create() -> None:
    """Make .venv with the Python that runs this."""
    if uv := shutil.which("uv"):
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable]
    else:
        command = [sys.executable, "-m", "venv", "--clear"]
    if subprocess.run([*command, str(VENV)]).returncode:
        sys.exit(f"{sys.executable} could not make .venv. The lines above say why.")


def installers() -> Iterator[list[str]]:
    """Name uv, where there is one, then pip: what stops one may spare the other."""
    if uv := shutil.which("uv"):
        yield [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    pip = [str(PYTHON), "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode:
        # uv made this .venv, and makes it without pip.
        subprocess.run([str(PYTHON), "-m", "ensurepip"], capture_output=True)
    yield [*pip, "install", "--quiet", "--disable-pip-version-check"]


def ran(command: list[str]) -> bool:
    # uv has certificates of its own; those of the machine are what its owner trusts.
    trusting = {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"} | os.environ
    return not subprocess.run(command, cwd=ROOT, env=trusting).returncode


def is_installed(lock: str) -> bool:
    try:
        return stamp(lock).read_text() == digest(lock)
    except FileNotFoundError:
        return False


def stamp(lock: str) -> Path:
    return VENV / f"{lock}.sha256"


def digest(lock: str) -> str:
    path = ROOT / "requirements" / f"{lock}.txt"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_env(path: Path) -> None:
    """Take what .env says, where the environment does not say otherwise."""
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        name, equals, value = line.removeprefix("export ").partition("=")
        if equals and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


if __name__ == "__main__":
    install(sys.argv[1])
