"""Start the site and its worker, say where it is, and stop both together."""

import contextlib
import ctypes
import errno
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from urllib.parse import urlsplit

import environment

ON = {"1", "true", "yes", "on", "t", "y"}
PATIENCE = 20  # seconds an answering site may stay unready before we say why
DRAIN = 35  # seconds for answers and tasks under way; granian itself takes 30 at most

type Children = dict[str, subprocess.Popen[bytes]]


def main() -> int:
    # SIGINT too: started in the background of a script, Python would ignore it.
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, interrupt)
    environment.read_env(environment.ROOT / ".env")
    host = os.environ.get("HOST", "127.0.0.1")
    port = port_number(os.environ.get("PORT", "8000"))
    os.environ["PORT"] = str(port)
    if reason := why_not(host, port):
        return refuse(reason)
    children: Children = {}
    try:
        for lock in locks():
            environment.install(lock)
        children["site"] = start("serve")
        children["worker"] = start("work", *(["--reload"] if is_dev() else []))
        announce(children, host, port)
        return watch(children)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(children)


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


def port_number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    sys.exit(f"PORT is {text!r}, and a port is a number from 1 to 65535.")


def why_not(host: str, port: int) -> str:
    """Return what keeps this port from being ours, in a sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} is for the administrator. Try: make run PORT=8000"
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return f"This machine cannot answer at {host}: {error.strerror}."
            other = port + 1 if port < 65535 else 8000
            return (
                f"Port {port} is taken by another program. "
                f"Choose a free one, for example: make run PORT={other}"
            )
    return ""


def near(host: str) -> str:
    everywhere = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    return everywhere.get(host, host)


def is_dev() -> bool:
    return os.environ.get("DEBUG", "").lower() in ON


def locks() -> list[str]:
    in_bucket = ["s3"] if os.environ.get("AWS_STORAGE_BUCKET_NAME") else []
    return ["dev" if is_dev() else "base", *in_bucket]


def start(*command: str) -> subprocess.Popen[bytes]:
    # In a group of its own, so that Ctrl-C reaches it once, through stop(). When
    # developing it shares ours, so that a debugger may read the keyboard.
    return subprocess.Popen(
        [environment.PYTHON, environment.ROOT / "manage.py", *command],
        cwd=environment.ROOT,
        stdin=None if is_dev() else subprocess.DEVNULL,
        process_group=None if is_dev() else 0,
        preexec_fn=end_with_parent(),
    )


def end_with_parent() -> Callable[[], object] | None:
    """Ask Linux to end a child as soon as this process is gone, however it went."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(1, signal.SIGTERM)


def announce(children: Children, host: str, port: int) -> None:
    """Wait until the site is ready; when that takes long, say what it waits for."""
    started = None
    while not fallen(children):
        status, words = ask(host, port)
        if status == 200:
            break
        if status:
            started = started or time.monotonic()
            if time.monotonic() - started > PATIENCE:
                print(f"The site answers, but it is not ready: {words}")
                break
        time.sleep(0.1)
    else:
        return
    address = os.environ.get("SITE_URL") or f"http://{near(host)}:{port}"
    print(f"\nProtofolio is running at {address}\nCtrl-C stops it.\n", flush=True)


def ask(host: str, port: int) -> tuple[int, str]:
    """Return the status of /readyz (0: no answer yet) and what it finds amiss."""
    site = urlsplit(os.environ.get("SITE_URL") or f"http://{near(host)}:{port}")
    connection = http.client.HTTPConnection(near(host), port, timeout=10)
    try:
        connection.request("GET", "/readyz", headers={"Host": site.netloc})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == 200:
            return 200, ""
        found = json.loads(body)
        return answer.status, "; ".join(
            f"{name}: {words}"
            for name, words in found.items()
            if words not in ("ok", False)
        )
    except (OSError, http.client.HTTPException):
        return 0, ""
    except ValueError:
        return answer.status, f"/readyz answers {answer.status}"
    finally:
        connection.close()


def watch(children: Children) -> int:
    while not (name := fallen(children)):
        time.sleep(0.2)
    code = children[name].returncode
    return refuse(f"The {name} ended by itself (code {code}), so all of it stops.")


def fallen(children: Children) -> str:
    return next((n for n, child in children.items() if child.poll() is not None), "")


def stop(children: Children) -> None:
    """Let answers and tasks under way finish, then make sure that nothing is left."""
    try:
        for child in children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + DRAIN
        for child in children.values():
            child.wait(max(0, deadline - time.monotonic()))
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        print("Stopping at once. Tasks cut short are run again at the next start.")
    for child in children.values():
        child.kill()
        child.wait()
        if not is_dev():
            kill_group(child.pid)


def kill_group(number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(number, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
