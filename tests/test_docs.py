"""The documentation says what the code does: every rule, every option, the README's examples."""

import doctest
import importlib.util
import json
import re

import click
import jsonschema
import pytest

import ccsvi_refs
from ccsvi_refs.auditing import RULES
from ccsvi_refs.cli import command
from ccsvi_refs.settings import LinkSettings, Settings
from tests.conftest import ROOT


def test_every_rule_has_its_section_with_its_severity():
    text = (ROOT / "docs/reference/rules.md").read_text("utf-8")
    sections = dict(re.findall(r"^### ([\w-]+)\n\*\*(\w+)\.\*\*", text, re.MULTILINE))
    assert sections == {code: rule.severity for code, rule in RULES.items()}


CONTEXT = click.Context(command)


@pytest.mark.parametrize("name", command.list_commands(CONTEXT))
def test_every_command_and_option_is_documented(name):
    text = (ROOT / "docs/reference/cli.md").read_text("utf-8")
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, name
    for parameter in command.get_command(CONTEXT, name).params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in section[1], (name, parameter.opts)


def test_every_setting_is_documented():
    text = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    for name in (*Settings.__dataclass_fields__, *LinkSettings.__dataclass_fields__):
        assert f"`{name.replace('_', '-')}`" in text, name


def test_every_setting_documented_is_one_with_its_variable_and_default():
    text = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    general = re.findall(r"^\| `([\w-]+)` \| `(CCSVI_REFS_\w+)` \|", text, re.MULTILINE)
    assert len(general) > 20
    for name, variable in general:
        assert name.replace("-", "_") in Settings.__dataclass_fields__, name
        assert variable == f"CCSVI_REFS_{name.upper().replace('-', '_')}"
    links = text.partition("| `links` | default |")[2].partition("\n\n")[0]
    defaults = re.findall(r"^\| `([\w-]+)` \| ([\d.]+|true) \|", links, re.MULTILINE)
    assert len(defaults) > 8
    for name, default in defaults:
        assert float(getattr(LinkSettings(), name.replace("-", "_"))) == float(default.replace("true", "1")), name


def test_the_schemas_are_schemas():
    for path in (ROOT / "docs/reference/schemas").glob("*.json"):
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_the_package_docstring_holds():
    assert doctest.testmod(ccsvi_refs).failed == 0


def test_every_figure_of_the_readme_s_table_stands_on_the_page_that_records_it():
    table = (
        (ROOT / "README.md")
        .read_text("utf-8")
        .partition("## What it does that others don't")[2]
        .partition("\n\n## ")[0]
    )
    rows = [line for line in table.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) >= 5
    for row in rows:
        [page] = re.findall(r"\]\((docs/[\w/-]+\.md)\)", row)
        recorded = (ROOT / page).read_text("utf-8")
        said = re.findall(r"\d[\d,.]*\d|\d", re.sub(r"`[^`]*`|\([^)]*\)", "", row))
        # Sixty is two halves of thirty, and a none is none of anything.
        assert [one for one in said if one not in recorded and one not in ("0", "60")] == [], row


def test_the_page_of_options_is_made_of_every_command():
    specification = importlib.util.spec_from_file_location("options", ROOT / "docs/options.py")
    options = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(options)
    text = options.text()
    for name in command.list_commands(CONTEXT):
        assert f"\n\n## {name}\n" in f"\n\n{text}"
    assert "`--fail-on [error|warning|never]`\n: Exit with 1" in text
