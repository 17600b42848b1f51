"""The tutorial, followed: every command in its order, on the page that it gives, prints what the tutorial shows."""

import contextlib
import io
import re

import yaml

from ccsvi_refs.cli import run
from tests import documented
from tests.conftest import ROOT

TUTORIAL = ROOT / "docs/tutorial/first-audit.md"
INSTALLING = ("pipx", "uv", "python")


def shown(text):
    """Return the pattern of an output: a line of three dots stands for any lines, a day for any day."""
    lines = re.sub(r"\d{4}-\d\d-\d\d(?=\])", "DAY", text).splitlines()
    return "\n".join("(?:.*\n)*?.*" if line == "..." else re.escape(line) for line in lines)


def printed(words):
    """Return the status of a command and what it prints, output and messages in the order in which a terminal shows them."""
    screen = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        status = run(words)
    return status, re.sub(r"\d{4}-\d\d-\d\d(?=\])", "DAY", screen.buffer.getvalue().decode("utf-8")).strip()


def by_hand(page, diff):
    """Make the change that the reader is asked to make."""
    [was], [becomes] = re.findall(r"^-(.+)$", diff, re.MULTILINE), re.findall(r"^\+(.+)$", diff, re.MULTILINE)
    text = page.read_text("utf-8")
    assert text.count(was) == 1
    page.write_text(text.replace(was, becomes), "utf-8")


def test_the_tutorial_prints_what_it_shows_and_ends_with_a_page_that_is_right(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "store"))
    page, statuses = tmp_path / "page.md", []
    for kind, block in documented.blocks_of(TUTORIAL):
        if kind == "markdown":
            page.write_text(block.text, "utf-8")
        elif kind == "diff":
            by_hand(page, block.text)
        for command, output in documented.prompted(block) if kind == "console" else ():
            [[program, *words]] = documented.simple(command.text)
            if program in INSTALLING or not output.strip():
                continue
            status, said = printed(words)
            assert re.fullmatch(shown(output.strip()), said), f"{command}: {said}"
            statuses.append((words[0], status))
    assert statuses == [
        ("--version", 0), ("audit", 1), ("fix", 1), ("fix", 0), ("audit", 0), ("lock", 0), ("audit", 0),
    ]  # fmt: skip
    assert "venous" in page.read_text("utf-8").partition("2. Laupacis")[2]


def test_the_workflow_of_the_tutorial_runs_a_command_that_there_is():
    [block] = [block for kind, block in documented.blocks_of(TUTORIAL) if kind == "yaml"]
    [job] = yaml.safe_load(block.text)["jobs"].values()
    assert job["steps"][-1]["run"] == "ccsvi-refs audit --locked --format github -- page.md"
