"""What does without the names that only POSIX systems have, and prints what a Windows code page cannot write."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

#: A stand-in of a system without POSIX's names: others' packages are loaded before they go, ours again afterwards.
WITHOUT_POSIX = r"""
import importlib, multiprocessing.context, os, pkgutil, signal, sys
import ccsvi_refs

def load():
    failed = {}
    for module in pkgutil.walk_packages(ccsvi_refs.__path__, "ccsvi_refs."):
        if module.name == "ccsvi_refs.__main__":
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("ccsvi_refs"):
                raise
            failed[module.name] = str(error)
    return failed

before = load()
for name in [name for name in sys.modules if name.partition(".")[0] == "ccsvi_refs"]:
    del sys.modules[name]
for name in ("fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"):
    sys.modules[name] = None
for name in (
    "O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_SYNC WNOHANG chown fchdir fchmod fchown fork forkpty getegid geteuid"
    " getgid getpgid getuid killpg lchown mkfifo openpty posix_spawn sched_getaffinity sched_setaffinity setsid statvfs"
    " sysconf uname wait4"
).split():
    if hasattr(os, name):
        delattr(os, name)
for name in "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGUSR1 SIGUSR2 alarm pause pthread_sigmask setitimer".split():
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("ForkContext", "ForkServerContext"):
    delattr(multiprocessing.context, name)
sys.platform = "win32"
assert load() == before, load()
sys.platform = "linux"  # what others' packages do on Windows is theirs
from ccsvi_refs.cli import run

page = sys.argv[1]
assert run(["audit", page, "--registry", "none", "--no-links"]) in (0, 3)
assert run(["extract", page, "--to", "bibtex", "--output", f"{page}.bib"]) == 0
assert run(["render", f"{page}.bib", "--style", "apa"]) == 0
assert run(["fix", page, "--offline", "--write"]) in (0, 1, 3)
assert run(["resolve", page, "--offline"]) == 3
"""
PAGE = "# References\r\n\r\n1. Łukasz P. Žlutý kůň – 馬. Journal of Absence 1999;1(2):1-2. doi:10.1000/none\r\n"


@pytest.fixture
def environment(tmp_path):
    kept = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCSVI_REFS_CACHE_DIR": str(tmp_path / "cache")}
    return kept | {"CCSVI_REFS_OFFLINE": "1"}


def test_a_name_that_only_posix_has_was_taken_for_granted(tmp_path, environment):
    page = tmp_path / "page.md"
    page.write_bytes(PAGE.encode())
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, str(page)], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert not done.returncode, done.stderr
    assert "internal error" not in done.stderr
    assert page.read_bytes() == PAGE.encode(), "line ends were changed"


RUNS = """
import sys
from ccsvi_refs.cli import run

assert (sys.stdout.encoding, sys.flags.utf8_mode) == ("cp1252", 0)
for asked in (["audit", "page.md", "--no-links"], ["resolve", "page.md"], ["audit", "--help"], ["audit", "Łoś"], ["styles", "škola"]):
    assert run(asked) in (0, 1, 2, 3)
sys.stdout.flush()
sys.stdout.buffer.write(b"====")
run(["extract", "page.md", "--to", "bibtex"])
"""


def test_a_code_page_that_lacks_letters_ended_a_command(tmp_path, environment):
    (tmp_path / "page.md").write_bytes(PAGE.encode())
    done = subprocess.run(
        [sys.executable, "-c", RUNS],
        env=environment | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"},
        cwd=tmp_path,
        capture_output=True,
    )
    assert not done.returncode, done.stderr
    assert b"internal error" not in done.stderr
    assert "Žlutý kůň – 馬" in done.stdout.partition(b"====")[2].decode("utf-8")
