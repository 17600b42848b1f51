"""What is packed and published: versions that agree, workflows that parse, a container's recipe with files that are there."""

import re
import shutil
import subprocess
import tomllib

import pytest
import yaml

import ccsvi_refs as refs
from ccsvi_refs import __version__
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def test_the_citation_file_has_the_version_and_is_read_by_ourselves():
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"] == __version__
    [read] = refs.load(ROOT / "CITATION.cff")
    assert (read.type, read.title) == ("software", "ccsvi_refs")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_our_own_workflows_may_do_little_and_pin_what_they_use(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert all(job["timeout-minutes"] <= 60 for job in jobs.values())
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert [one for one in used if not re.search(r"@[0-9a-f]{40}$", one)] == []
    assert [name for name, job in jobs.items() if "id-token" in job.get("permissions", {})] in ([], ["publish"])


def test_a_release_is_published_only_of_what_was_tested_and_only_from_a_tag():
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]
    assert (jobs["publish"]["needs"], jobs["test"]["needs"]) == ("test", "build")
    assert jobs["publish"]["if"] == "github.ref_type == 'tag'"
    classifiers = re.findall(
        r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8")
    )
    assert jobs["test"]["strategy"]["matrix"]["python"] == classifiers


def test_what_the_container_is_made_of_is_there_and_reaches_it():
    let_through = (ROOT / ".dockerignore").read_text("utf-8").split()
    stage = (ROOT / "Dockerfile").read_text("utf-8").partition("FROM python:3.13-slim\n")[0]
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", stage, re.MULTILINE) for name in line.split()]
    assert set(copied) == {name[1:] for name in let_through if name.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*built["packages"], *built["force-include"]} - {"src/ccsvi_refs"} <= set(copied), "the build needs it"


def test_the_script_that_tests_packages_is_sound():
    subprocess.run(["bash", "-n", str(ROOT / "ci/packages.sh")], check=True)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", str(ROOT / "ci/packages.sh")], check=True)


def test_pages_that_name_a_wheel_name_this_version_s():
    for path in (ROOT / "docs").rglob("*.md"):
        for version in re.findall(r"ccsvi_refs-(\d[\w.]*?)-py3", path.read_text("utf-8")):
            assert version == __version__, path


def test_what_the_action_and_the_container_install_is_held_to_a_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["pdf"]]
    held = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    assert {re.split(r"[<>=\[;]", one)[0].lower() for one in needed} - held == set()


def test_the_readme_s_picture_is_there_and_small():
    [name] = re.findall(r"^!\[[^\]]+\]\((\S+)\)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert 0 < (ROOT / name).stat().st_size < 150_000
