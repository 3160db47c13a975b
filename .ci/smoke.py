"""The installed program starts and finds what it was installed with: ``python .ci/smoke.py PATH/TO/diplo-reader``.

Needs nothing but the standard library; run it outside the checkout, so that what it tests is what was installed.
Prints one line a check and exits with the number of those that failed.
"""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROGRAM = str(Path(sys.argv[1]).absolute())
PYTHON = str(Path(PROGRAM).parent / "python")
SIZE = {"COLUMNS": "80", "LINES": "24"}


def run(*arguments: str, code: int = 0, **environ: str) -> str:
    """Standard output of the program, which must end with *code*."""
    done = subprocess.run(
        [PROGRAM, *arguments], capture_output=True, text=True, env=os.environ | environ, stdin=subprocess.DEVNULL,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == code, f"exit code {done.returncode}: {done.stderr.strip()}"
    return done.stdout


def version() -> None:
    assert run("--version").split()[-1] == os.environ["EXPECTED_VERSION"]


def installed_elsewhere() -> None:
    code = "import index, tui, themes, seeds; print(*(m.__file__ for m in (index, tui, themes, seeds)), sep='\\n')"
    files = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert all("site-packages" in file for file in files), files


def themes() -> None:
    code = "import themes; loaded, errors = themes.load(); assert not errors; print(len(loaded))"
    assert int(subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout) >= 5


def catalogues() -> None:
    code = "from tui import i18n; i18n.use_language('id'); print(i18n.format_interval('2025-03-28', None))"
    shown = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown == "mulai 28 Maret 2025\n", shown


def facts() -> None:
    code = "import seeds; print(*seeds.paths(), sep='\\n')"
    paths = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert len(paths) == 2
    records = [json.loads(line) for line in run("facts", *paths, "--format", "jsonl").splitlines()]
    assert [len(record["visits"]) for record in records] == [1, 1]
    assert all(record["quotes"] and record["entities"] for record in records)


def collection() -> None:
    article = Path("artikel.txt")
    article.write_text(
        "Menlu Antah Berantah tiba di Jakarta\n\nMenteri itu tiba pada Senin (3/3/2025).\n", "utf-8"
    )
    run("--collection", "koleksi", "add", str(article))
    found = [
        json.loads(line)
        for line in run("--collection", "koleksi", "search", "berantah", "--format", "jsonl").splitlines()
    ]
    assert len(found) == 1, found
    run("--collection", "koleksi", "search", "katakosong", code=1)


def refusal() -> None:
    run(code=7)


def reader() -> None:
    """Opens on the sample articles in a pseudo-terminal of 80 by 24, and ends with ``q``."""
    pid, master = pty.fork()
    if pid == 0:
        os.environ.update(SIZE, TERM="xterm-256color")
        os.execv(PROGRAM, [PROGRAM])
    seen, deadline, asked = b"", time.monotonic() + 30, False
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.1)[0]:
            try:
                seen += os.read(master, 65536)
            except OSError:
                break
        if not asked and b"Lavrov" in seen:
            os.write(master, b"q")
            asked = True
    _, status = os.waitpid(pid, 0 if asked else os.WNOHANG)
    assert asked, f"the sample articles were not shown: {seen[-500:]!r}"
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"\x1b[?1049l" in seen


def main() -> int:
    checks: list[Callable[[], None]] = [
        version, installed_elsewhere, themes, catalogues, facts, collection, refusal, reader,
    ]  # fmt: skip
    failed = 0
    with tempfile.TemporaryDirectory() as home:
        os.chdir(home)
        os.environ.update(
            HOME=home,
            LC_ALL="C.UTF-8",
            **{f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        )
        for check in checks:
            try:
                check()
                print(f"smoke: {check.__name__}: ok")
            except Exception as error:
                failed += 1
                print(f"smoke: {check.__name__}: FAILED: {type(error).__name__}: {error}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
