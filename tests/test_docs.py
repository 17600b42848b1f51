"""The documentation says what the code does: every rule, every option, the README's examples."""

import doctest
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


def test_the_schemas_are_schemas():
    for path in (ROOT / "docs/reference/schemas").glob("*.json"):
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_the_package_docstring_holds():
    assert doctest.testmod(ccsvi_refs).failed == 0
