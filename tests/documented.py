"""What the documentation shows: commands, programs and settings, each with its place."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

FENCE = re.compile(r"^( *)```(\w[\w-]*)?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)")
#: What parts one command of a line from the next.
APART = {"|", "||", "&&", ";"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A command, program or settings table: what it says, in which file and line."""

    text: str
    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}"


def pages():
    """Return every page of the documentation, and those beside the README."""
    return [*sorted(ROOT.glob("*.md")), ROOT / "benchmarks/README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(*kinds):
    """Return the fenced blocks of these kinds in all pages."""
    return [found for path in pages() for kind, found in blocks_of(path) if kind in kinds]


def blocks_of(path):
    text = path.read_text("utf-8")
    for fence in FENCE.finditer(text):
        yield fence[2] or "", Shown(fence[3], path, text.count("\n", 0, fence.start()) + 2)


def in_line():
    """Return what stands between single backticks in all pages, fenced blocks left out."""
    for path in pages():
        text = FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), path.read_text("utf-8"))
        for code in INLINE.finditer(text):
            yield Shown(code[1].replace("\n", " "), path, text.count("\n", 0, code.start()) + 1)


def prompted(block):
    """Return the command lines of a console block, those that go on behind a backslash as one, with what each printed."""
    lines = []
    for number, line in enumerate(block.text.splitlines(), block.line):
        if line.startswith("$ "):
            lines.append([number, line[2:], []])
        elif lines and lines[-1][1].endswith("\\"):
            lines[-1][1] = lines[-1][1][:-1] + line.strip()
        elif lines:
            lines[-1][2].append(line)
    return [(Shown(command, block.path, number), "\n".join(output)) for number, command, output in lines]


def simple(line):
    """Return the simple commands of a shell line as lists of words, without redirections, comments and assignments."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split, lexer.commenters = True, "#"
    found, skip = [[]], False
    for word in lexer:
        if word in APART:
            found.append([])
        elif set(word) <= set("<>&"):
            skip = True
        elif skip:
            skip = False
        elif found[-1] or not re.match(r"\w+=", word):
            found[-1].append(word)
    return [words for words in found if words]


def commands():
    """Return the words of every simple command that the pages and workflows show after a prompt, with its place."""
    lines = [command for block in blocks("console", "shell", "sh") for command, _ in prompted(block)]
    return [(words, line) for line in lines for words in simple(line.text)]
