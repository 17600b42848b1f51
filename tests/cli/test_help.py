"""What the command says of itself, and how little it loads to say it."""

import subprocess
import sys

import click
import pytest

from ccsvi_refs import cli

LOADS = """
import sys
from ccsvi_refs.cli import run
status = run(["--help"])
print(status, sorted(name for name in sys.modules if name.startswith("ccsvi_refs.cli.")), "lxml" in sys.modules)
"""


def test_help_loaded_every_command_for_a_line_on_each():
    done = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=True)
    *said, loaded = done.stdout.splitlines()
    assert loaded == "0 ['ccsvi_refs.cli.terminal'] False"
    assert all(len(line) < 80 for line in said)


def test_every_command_is_listed_on_one_line():
    group = cli.command
    context = click.Context(group, terminal_width=80)
    listed = group.get_help(context)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert f"\n  {name} " in listed
    assert "Examples:\n  ccsvi-refs audit " in listed


@pytest.mark.parametrize(
    ("typed", "said"), [("rendr", "Did you mean render?"), ("qqq", "ccsvi-refs --help lists them.")]
)
def test_a_mistyped_command_is_answered_with_what_was_meant(typed, said, capfd):
    assert cli.run([typed, "x.md"]) == 2
    assert f"No such command '{typed}'. {said}" in capfd.readouterr().err


def test_printing_a_record_loaded_the_http_client_and_the_reader_of_citations(tmp_path):
    record = tmp_path / "one.json"
    record.write_text('[{"id": "a", "type": "book", "title": "A title", "issued": {"date-parts": [[2010]]}}]')
    asked = (
        "import sys; from ccsvi_refs.cli import run; "
        f"run(['render', {str(record)!r}, '--style', 'apa']); "
        "print([name for name in ('aiohttp', 'requests', 'ccsvi_refs.formats.citation', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["A title. (2010).", "[]"]
