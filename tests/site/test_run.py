import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def script(monkeypatch):
    """Import a file of bin/, which is no package: each is started by itself."""
    monkeypatch.syspath_prepend(ROOT / "bin")

    def load(name):
        monkeypatch.delitem(sys.modules, name, raising=False)
        spec = importlib.util.spec_from_file_location(name, ROOT / "bin" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TestChoosingAPython:
    """bin/python, on a machine that has only the programs made here."""

    FAILS = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"
    SERVES = '#!/bin/sh\n[ "$1" = -c ] || echo "$0 runs $@"\n'

    @pytest.fixture
    def machine(self, tmp_path):
        (tmp_path / "project" / "bin").mkdir(parents=True)
        shutil.copy(ROOT / "bin" / "python", tmp_path / "project" / "bin")

        def have(**programs):
            for path, text in programs.items():
                folder, name = path.split("__")
                file = tmp_path / folder / name.replace("_", ".")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
                file.chmod(0o755)

        have.path = tmp_path
        return have

    def start(self, machine):
        done = subprocess.run(
            [machine.path / "project" / "bin" / "python", "run.py", "a b"],
            env={"PATH": f"{machine.path / 'one'}:{machine.path / 'two'}"},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout.replace(f"{machine.path}/", ""), done.stderr

    def test_the_newest_that_serves(self, machine):
        machine(two__python3_14=self.SERVES, one__python3_13=self.SERVES)
        assert self.start(machine) == (0, "two/python3.14 runs run.py a b\n", "")

    def test_a_shim_that_fails_is_passed_over(self, machine):
        machine(one__python3_14=self.FAILS, one__python3=self.SERVES)
        assert self.start(machine) == (0, "one/python3 runs run.py a b\n", "")

    def test_also_when_the_same_name_serves_further_on(self, machine):
        machine(one__python3=self.FAILS, two__python3=self.SERVES)
        assert self.start(machine) == (0, "two/python3 runs run.py a b\n", "")

    def test_the_project_s_own_comes_first(self, machine):
        machine(one__python3_14=self.SERVES)
        own = machine.path / "project" / ".venv" / "bin" / "python"
        own.parent.mkdir(parents=True)
        own.write_text(self.SERVES)
        own.chmod(0o755)
        assert self.start(machine) == (0, ".venv/bin/python runs run.py a b\n", "")

    def test_none_is_said_in_plain_words(self, machine):
        machine(one__python3=self.FAILS)
        code, out, error = self.start(machine)
        assert (code, out) == (1, "")
        assert error.startswith("Protofolio needs Python 3.12 or newer, with venv")

    def test_an_old_one_does_not_serve(self, machine):
        python = "#!/bin/sh\nexec " + sys.executable + ' "$@"\n'
        old = python.replace('"$@"', '-c "raise SystemExit(1)"')
        machine(one__python3_13=old, one__python3_12=python)
        project = machine.path / "project"
        (project / "run.py").write_text("print('ran')")
        assert self.start(machine) == (0, "ran\n", "")


class TestTheEnvironment:
    @pytest.fixture
    def environment(self, script, monkeypatch, tmp_path):
        module = script("environment")
        (tmp_path / "requirements").mkdir()
        (tmp_path / ".venv" / "bin").mkdir(parents=True)
        for name in ("base", "dev", "s3"):
            (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name} 1\n")
        monkeypatch.setattr(module, "ROOT", tmp_path)
        monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
        monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
        self.calls = tmp_path / "calls"
        recorder = tmp_path / "pip"
        recorder.write_text(f'#!/bin/sh\necho "$@" >> {self.calls}\n')
        recorder.chmod(0o755)
        monkeypatch.setattr(module, "installers", lambda: [[str(recorder)]])
        return module

    def test_it_installs_with_hashes_once(self, environment, tmp_path):
        environment.install("base")
        environment.install("base")
        lock = tmp_path / "requirements" / "base.txt"
        assert self.calls.read_text() == f"--require-hashes --requirement {lock}\n"

    def test_it_installs_again_when_the_lock_changed(self, environment, tmp_path):
        environment.install("base")
        (tmp_path / "requirements" / "base.txt").write_text("base 2\n")
        environment.install("base")
        assert len(self.calls.read_text().splitlines()) == 2

    def test_what_tests_need_holds_what_the_site_needs(self, environment):
        environment.install("dev")
        assert environment.is_installed("base")
        assert not environment.is_installed("s3")

    def test_a_failed_installation_is_no_installation(self, environment, monkeypatch):
        monkeypatch.setattr(environment, "installers", lambda: [["false"]])
        with pytest.raises(SystemExit, match="could not be installed"):
            environment.install("base")
        assert not environment.is_installed("base")

    def test_what_fails_with_uv_is_tried_with_pip(self, environment, monkeypatch):
        both = [["false"], *environment.installers()]
        monkeypatch.setattr(environment, "installers", lambda: both)
        environment.install("base")
        assert environment.is_installed("base")

    def test_the_environment_wins_over_the_file(
        self, environment, monkeypatch, tmp_path
    ):
        file = tmp_path / ".env"
        file.write_text("# PORT=1\nPORT=8001\nexport SITE_NAME='My site'\nDEMO=0\n")
        monkeypatch.setenv("DEMO", "1")
        monkeypatch.delenv("PORT", raising=False)
        monkeypatch.delenv("SITE_NAME", raising=False)
        environment.read_env(file)
        assert [os.environ[n] for n in ("PORT", "SITE_NAME", "DEMO")] == [
            "8001",
            "My site",
            "1",
        ]
        monkeypatch.delenv("PORT")
        monkeypatch.delenv("SITE_NAME")


def test_a_taken_port_is_said_in_plain_words(script, free_port):
    run = script("run")
    assert run.why_not("127.0.0.1", free_port) == ""
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        assert run.why_not("127.0.0.1", free_port) == (
            f"Port {free_port} is taken by another program. "
            f"Choose a free one, for example: make run PORT={free_port + 1}"
        )


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.5"])
def test_an_odd_port_is_said_in_plain_words(script, text):
    with pytest.raises(SystemExit, match="a port is a number from 1 to 65535"):
        script("run").port_number(text)


def test_it_starts_answers_and_stops(free_port, tmp_path):
    """The whole of it, from no data to an answer and back to a free port."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    chosen = {"PORT": str(free_port), "DATA_DIR": str(tmp_path), "DEMO": "0"}
    site = subprocess.Popen(
        [sys.executable, ROOT / "bin" / "run.py"],
        env=kept | chosen,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    patience = threading.Timer(180, site.kill)
    patience.start()
    try:
        said = []
        for line in site.stdout:
            said.append(line.strip())
            if line.startswith(("Protofolio is running", "The ")):
                break
        assert said[-1] == f"Protofolio is running at http://127.0.0.1:{free_port}"
        with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/readyz") as answer:
            assert b'"worker": "ok"' in answer.read()
    finally:
        patience.cancel()
        site.send_signal(signal.SIGTERM)
        rest, _ = site.communicate(timeout=40)
    assert site.returncode == 0, [*said, rest]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", free_port)) != 0
