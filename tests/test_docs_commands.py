"""Every command that the documentation shows is one that the command line takes; every program and table in it is read."""

import re
import tomllib

import click
import pytest

from ccsvi_refs.cli import command
from ccsvi_refs.links.status import VERDICTS
from ccsvi_refs.rendering import Style
from ccsvi_refs.settings.tree import named
from tests import documented
from tests.conftest import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PROGRAMS = [path for path in documented.pages() if "```python" in path.read_text("utf-8")]
#: What needs a mirror is run by the tests of what it shows, and only compiled here.
COMPILED = {"millions-of-references"}
EXTRAS = set(PROJECT["optional-dependencies"])


def asked(words):
    """Parse the words behind ``ccsvi-refs`` as the command does, and return what is wrong with them."""
    context = click.Context(command, info_name="ccsvi-refs")
    found, name, rest = command, "", list(words)
    while isinstance(found, click.Group):
        if not rest or rest[0] in ("--help", "-h", "--version"):
            return ""
        name, *rest = rest
        found = found.get_command(context, name)
        if found is None:
            return f"no command {name}"
    context = click.Context(found, info_name=name, parent=context)
    try:
        values, _, _ = found.make_parser(context).parse_args(rest)
        for parameter in found.params:
            wrong_choice(parameter, values.get(parameter.name), context)
    except click.UsageError as error:
        return error.format_message()
    return ""


def wrong_choice(parameter, value, context):
    """Raise UsageError where a value is none of the parameter's choices; FORMAT stands for any."""
    if isinstance(parameter.type, click.Choice) and value not in (None, [], ()):
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(one, str) and not one.isupper():
                parameter.type.convert(one, parameter, context)


def wrong(words):
    """Return what is wrong with a command that is ours or has to do with us, or nothing."""
    program, *rest = words
    if program == "ccsvi-refs" or words[:3] in (["python", "-m", "ccsvi_refs"], ["python3", "-m", "ccsvi_refs"]):
        return asked(words[3:] if program.startswith("python") else rest)
    if program == "make":
        targets = [word for word in rest if "=" not in word]
        return ", ".join(f"no target {one}" for one in targets if not re.search(rf"^{one}:", MAKEFILE, re.MULTILINE))
    named = {one for word in rest for extras in re.findall(r"\[([\w,-]+)\]", word) for one in extras.split(",")}
    if program in ("pip", "pipx", "uv", "uvx", "python") and named - EXTRAS:
        return f"no extra {', '.join(named - EXTRAS)}"
    scripts = [word for word in rest if re.fullmatch(r"(benchmarks|ci|tests)/[\w/.]+", word)]
    return ", ".join(f"no {one}" for one in scripts if not (ROOT / one).exists())


def test_every_command_shown_is_one_that_there_is():
    shown = documented.commands()
    assert len(shown) > 40
    assert {str(line): fault for words, line in shown if (fault := wrong(words))} == {}


def test_every_command_in_running_text_is_one_that_there_is():
    lines = [code for code in documented.in_line() if re.match(r"ccsvi-refs [a-z]|make [a-z]+$", code.text)]
    lines = [code for code in lines if not re.search(r"[\[|…]|\.\.\.", code.text) and "`" not in code.text]
    assert len(lines) > 20
    assert {
        f"{one} {one.text}": fault for one in lines for words in documented.simple(one.text) if (fault := wrong(words))
    } == {}


def test_every_option_of_a_synopsis_is_one_that_the_command_has():
    text = (ROOT / "docs/reference/cli.md").read_text("utf-8")
    context = click.Context(command)
    for name, synopsis in re.findall(r"^## ([\w-]+)\n`(ccsvi-refs .+)`$", text, re.MULTILINE):
        found = command.get_command(context, name)
        params = [one for sub in getattr(found, "commands", {"": found}).values() for one in sub.params]
        known = {option for one in params for option in (*one.opts, *one.secondary_opts)}
        assert set(re.findall(r"--[\w-]+", synopsis)) <= known, name


def test_every_benchmark_named_exists_and_knows_the_options_it_is_shown_with():
    named = [code for code in documented.in_line() if re.search(r"benchmarks[./]\w+", code.text)]
    assert len(named) > 20
    for code in named:
        for module in re.findall(r"benchmarks[./](\w+?)(?:\.py)?\b", code.text):
            if module in ("README", "differences"):
                continue
            path = ROOT / f"benchmarks/{module}.py"
            assert path.exists(), str(code)
            options = re.findall(r"--[\w-]+", code.text)
            assert [one for one in options if f'"{one}"' not in path.read_text("utf-8")] == [], str(code)


def test_every_settings_table_shown_is_read_as_settings(tmp_path):
    shown = documented.blocks("toml")
    assert len(shown) >= 4
    for number, block in enumerate(shown):
        path = tmp_path / str(number) / "pyproject.toml"
        path.parent.mkdir()
        path.write_text(block.text, "utf-8")
        (path.parent / "references-baseline.json").write_text("[]")
        assert named(path) is not None, str(block)


@pytest.mark.parametrize("path", PROGRAMS, ids=[path.stem for path in PROGRAMS])
def test_the_programs_of_a_page_run_one_after_the_other(path, tmp_path, monkeypatch):
    """Offline, in a folder with the files that they name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CCSVI_REFS_OFFLINE", "1")
    example = (ROOT / "examples/ccsvi-page.md").read_text("utf-8")
    (tmp_path / "examples").mkdir()
    for name in ("page.md", "examples/ccsvi-page.md"):
        (tmp_path / name).write_text(example, "utf-8")
    (tmp_path / "page.html").write_text((ROOT / "examples/ccsvi-page.html").read_text("utf-8"), "utf-8")
    (tmp_path / "apa.csl").write_bytes(Style.named("apa").source.xml)
    (tmp_path / "refs.bib").write_text("@article{a2020, title={Harp strings}, journal={J Tests}, year=2020}", "utf-8")
    space = {"__name__": "program"}
    for kind, block in documented.blocks_of(path):
        if kind == "python":
            program = compile(block.text, str(block), "exec")
            if path.stem not in COMPILED:
                exec(program, space)


def test_the_verdicts_of_the_page_on_links_are_those_of_the_code():
    text = (ROOT / "docs/explanation/links.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \| ", text.partition("## From")[0], re.MULTILINE)) == VERDICTS


def test_every_link_between_pages_leads_somewhere():
    for path in documented.pages():
        text = documented.FENCE.sub("", path.read_text("utf-8"))
        for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s#]+)", text):
            assert (path.parent / target).exists(), (str(path), target)


def test_every_message_of_troubleshooting_is_one_that_the_code_says():
    """Messages are put together of parts, so each part has to stand in the source."""
    source = "".join(path.read_text("utf-8") for path in sorted((ROOT / "src").rglob("*.py")))
    source = re.sub(r'"\s*\n\s*f?"', "", source)
    text = (ROOT / "docs/how-to/troubleshooting.md").read_text("utf-8")
    cells = [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines() if line.startswith("| ")]
    parts = [part.strip() for cell in cells for said in re.findall(r"`([^`]+)`", cell) for part in said.split("…")]
    assert len(parts) > 40
    assert [part for part in parts if part not in source] == []
