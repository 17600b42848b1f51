"""The tutorial and how-to pages, followed: every command in its order, on the files given, prints what is shown."""

import contextlib
import io
import re

import pytest
import yaml

from ccsvi_refs.cli import run
from tests import documented
from tests.conftest import ROOT

TUTORIAL = ROOT / "docs/tutorial/first-audit.md"


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


#: How-to pages that are followed as well, and what their blocks are saved as.
PAGES = {
    "tutorial/first-audit.md": {"markdown": "page.md"},
    "how-to/latex.md": {"latex": "thesis.tex", "bibtex": "refs.bib"},
    "how-to/pandoc-and-quarto.md": {"markdown": "paper.qmd", "bibtex": "refs.bib"},
    "how-to/house-style.md": {"xml": "house.csl"},
}


def followed(page, folder):
    """Follow a page in a folder, and return its commands, each with its exit status."""
    statuses = []
    for kind, block in documented.blocks_of(page):
        name = PAGES[page.relative_to(ROOT / "docs").as_posix()].get(kind)
        if name:
            (folder / name).write_text(block.text, "utf-8")
        elif kind == "diff":
            by_hand(folder / "page.md", block.text)
        for command, output in documented.prompted(block) if kind == "console" else ():
            [[program, *words]] = documented.simple(command.text)
            if program != "ccsvi-refs" or not output.strip():
                continue
            status, said = printed(words)
            assert re.fullmatch(shown(output.strip()), said), f"{command}: {said}"
            statuses.append((words[0], status))
    return statuses


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_followed_prints_what_it_shows(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "store"))
    statuses = followed(ROOT / "docs" / name, tmp_path)
    assert statuses
    if name.startswith("tutorial"):
        assert statuses == [
            ("--version", 0), ("audit", 1), ("fix", 1), ("fix", 0), ("audit", 0), ("lock", 0), ("audit", 0),
        ]  # fmt: skip
        assert "venous" in (tmp_path / "page.md").read_text("utf-8").partition("2. Laupacis")[2]


def test_the_workflow_of_the_tutorial_runs_a_command_that_there_is():
    [block] = [block for kind, block in documented.blocks_of(TUTORIAL) if kind == "yaml"]
    [job] = yaml.safe_load(block.text)["jobs"].values()
    assert job["steps"][-1]["run"] == "ccsvi-refs audit --locked --format github -- page.md"
