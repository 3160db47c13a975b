"""The whole job through a real sshd: search, read, highlight, export, lose the line, find the highlight again."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.errors import ExitCode
from tests.support.terminal import PtyProgram


def _sshd() -> str | None:
    return shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")


pytestmark = [
    pytest.mark.skipif(_sshd() is None, reason="there is no sshd (Debian: package openssh-server)"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root's sshd gives its sessions a terminal"),
]


@dataclass(frozen=True)
class Server:
    """A running sshd and the account behind it, whose home is a directory of the test's own."""

    port: int
    keys: Path
    home: Path

    def connect(self, **environ: str) -> PtyProgram:
        """Log in at 80 by 24 with the key that opens the reader."""
        options: list[str | Path] = [
            "-F",
            os.devnull,
            "-i",
            self.keys / "client",
            "-p",
            str(self.port),
            "-tt",
        ]
        for option in (
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={self.keys}/known",
        ):
            options += ["-o", option]
        for name in environ:
            options += ["-o", f"SendEnv={name}"]
        return PtyProgram(["ssh", *options, f"{getpass.getuser()}@127.0.0.1"], size=(80, 24), env=environ)

    def readers(self) -> list[int]:
        """The process ids of the programs that run for this account."""
        marker = f"DIPLO_TEST_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if marker in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found


def _key(path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port


PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]
"""The program of this environment, also where it is not installed."""


@pytest.fixture
def server(tmp_path: Path, root: Path) -> Iterator[Server]:
    sshd = _sshd()
    assert sshd is not None
    keys, home = tmp_path / "keys", tmp_path / "home"
    keys.mkdir(mode=0o700)
    home.mkdir(mode=0o700)
    _key(keys / "host")
    _key(keys / "client")
    environ = {f"XDG_{kind}_HOME": home / kind.lower() for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    environ |= {"HOME": home, "PYTHONPATH": root, "DIPLO_TEST_HOME": home}
    assigned = shlex.join(f"{name}={value}" for name, value in environ.items())
    program = keys / "diplo-reader"
    program.write_text(
        f"#!/bin/sh\ncd {shlex.quote(str(home))} && exec env {assigned} {shlex.join(PROGRAM)}\n"
    )
    program.chmod(0o700)
    (keys / "authorized").write_text(f'command="{program}",restrict,pty {(keys / "client.pub").read_text()}')
    port = _free_port()
    (keys / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nAuthorizedKeysFile {keys}/authorized\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "PermitRootLogin prohibit-password\nPidFile none\n"
        "PrintMotd no\nAcceptEnv LANG LC_* NO_COLOR\nLogLevel VERBOSE\n"
    )
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd will not start without it
    log = keys / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sshd, "-D", "-e", "-f", keys / "config"], stderr=errors, stdin=subprocess.DEVNULL
        )
    try:
        _wait_until(lambda: _listening(port) or process.poll() is not None, "sshd listens")
        assert process.poll() is None, log.read_text()
        yield Server(port, keys, home)
    finally:
        process.terminate()
        process.wait(10)


def _listening(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(condition: object, what: str, seconds: float = 30.0) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain: {what}"
        time.sleep(0.1)


def _exported(server: Server) -> list[dict[str, object]]:
    """The highlights of the account, as the command line exports them."""
    environ = {
        name: str(server.home / name.split("_")[1].lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")
    }
    done = subprocess.run(
        [*PROGRAM, "export", "--format", "jsonl", "-o", "-"],
        env=os.environ | environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (ExitCode.DONE, ExitCode.NOTHING_FOUND), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_session_from_search_to_a_lost_line(server: Server) -> None:
    with server.connect(LC_ALL="C.UTF-8") as reader:
        reader.wait_for("Lavrov")
        reader.type("/", "lawatan", "enter")
        reader.wait_for("1 article")
        reader.type("enter")
        reader.wait_for("Guo Jiakun")
        reader.type("g", "]q", "m")
        reader.wait_for(lambda _screen: bool(_exported(server)))
        reader.type("e")
        reader.wait_for("Markdown")
        reader.type("enter")
        reader.wait_for(lambda _screen: bool(list(server.home.glob("*.md"))))
        assert server.readers()
        reader.process.kill()  # the line drops: no goodbye
        _wait_until(lambda: not server.readers(), "no reader is left running")
    (brief,) = server.home.glob("*.md")
    (highlight,) = _exported(server)
    words = highlight["text"]
    assert isinstance(words, str)
    assert "Wang Yi" in words
    assert words in " ".join(brief.read_text("utf-8").replace(">", " ").split())
    with server.connect(LC_ALL="C.UTF-8") as again:
        again.wait_for("Lavrov")
        again.type("/", "is:marked", "enter")
        again.wait_for("1")
        again.type("q")
        assert again.wait() == 0


@pytest.mark.parametrize(
    "environ", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "id_ID.UTF-8"}], ids=str
)
def test_the_locale_of_the_client_does_no_harm(server: Server, environ: dict[str, str]) -> None:
    with server.connect(**environ) as reader:
        reader.wait_for("Lavrov")
        assert "?" * 3 not in reader.text
        reader.type("q")
        assert reader.wait() == 0


def test_sigterm_on_the_server_leaves_the_client_a_working_terminal(server: Server) -> None:
    with server.connect(LC_ALL="C.UTF-8") as reader:
        reader.wait_for("Lavrov")
        for process in server.readers():
            with contextlib.suppress(ProcessLookupError):
                if b"python" in Path(f"/proc/{process}/cmdline").read_bytes():
                    os.kill(process, signal.SIGTERM)
        assert reader.wait() == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in reader.output
        assert reader.now_attributes() == reader.attributes


def test_no_color_crosses_the_line(server: Server) -> None:
    with server.connect(LC_ALL="C.UTF-8", NO_COLOR="1") as reader:
        reader.wait_for("Lavrov")
        assert b"38;" not in reader.output
        reader.type("q")
        assert reader.wait() == 0
