"""What commands can be told: words in any case, what was meant by others, and their completion in a real shell."""

import os
import shutil
import subprocess
import sys
from typing import get_args

import pytest

from ccsvi_refs import api
from ccsvi_refs.auditing import SEVERITIES
from ccsvi_refs.cli import run
from ccsvi_refs.cli.declared import options
from ccsvi_refs.correcting.changes import CERTAIN, DOUBTFUL
from ccsvi_refs.registries import table
from tests.conftest import ROOT

PAGE = "# References\n\n1. Quill P. Bassoons among bees in autumn. Journal of Absence 1999;1(2):1-2.\n"


@pytest.fixture
def told(tmp_path, monkeypatch, capfd):
    """Run a command in a folder with a page, and return its status and what it says on standard error."""
    (tmp_path / "page.md").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))

    def runs(*arguments):
        status = run(arguments)
        return status, capfd.readouterr().err

    return runs


def test_what_stands_twice_is_the_same():
    assert tuple(reversed(SEVERITIES)) == options.SEVERITIES
    assert set(options.REGISTRIES) == {*(one.name for one in table.REGISTRIES), table.MIRROR.name, "none"}
    assert tuple(sorted({*CERTAIN, *DOUBTFUL, "retracted"})) == options.CORRECTED
    assert tuple(options.reports()) == get_args(api.ReportFormat)
    assert tuple(options.engines()) == get_args(api.Engine)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("convert", "page.md", "--to", "bibtx"), "'bibtx' is no format; did you mean bibtex"),
        (("extract", "page.md", "--to", "csl_json"), "did you mean csl-json"),
        (("extract", "page.md", "--from", "markdwon"), "'markdwon' is no format; did you mean markdown"),
        (("audit", "page.md", "--format", "jason"), "did you mean json"),
        (("audit", "page.md", "--format", "xlsx"), "expected one of text, json, github"),
        (("audit", "page.md", "--fail-on", "warn"), "did you mean warning"),
        (("audit", "page.md", "--registry", "pubmd"), "did you mean pubmed"),
        (("audit", "page.md", "--style", "vancuver"), "did you mean vancouver"),
        (("render", "page.md", "--style", "natuer"), "did you mean nature"),
        (("render", "page.md", "--style", "apa", "--to", "htlm"), "did you mean html"),
        (("render", "page.md", "--style", "apa", "--locale", "qq"), "there is no locale 'qq'"),
        (("render", "page.md", "--style", "apa", "--locale", "de_DE"), "did you mean de-DE"),
        (("cite", "page.md", "--style", "apa", "--locale", "xx-YY"), "there is no locale 'xx-YY'"),
        (("fix", "page.md", "--rule", "volume-difers"), "did you mean volume-differs"),
        (("accept", "x", "retratced", "page.md", "--reason", "r", "--until", "2099-01-01"), "did you mean retracted"),
        (("lock", "page.md", "--fail-on", "errors"), "did you mean error"),
    ],
)
def test_a_mistyped_word_is_answered_with_what_was_meant(told, arguments, said):
    status, err = told(*arguments)
    assert status == 2
    assert said in " ".join(err.split())


def test_words_are_taken_in_any_case_and_languages_without_a_file_of_their_own(told):
    assert told("extract", "page.md", "--to", "BibTeX", "--from", "Markdown", "--output", "x.bib")[0] == 0
    assert told("render", "page.md", "--style", "APA", "--locale", "de-LI", "--to", "HTML", "--output", "x")[0] == 0


def test_a_mistyped_setting_is_answered_with_what_was_meant(told, tmp_path, monkeypatch):
    asks = ("audit", "page.md", "--registry", "none", "--no-links")
    for text, said in (
        ("mailtoo = 'x@example.org'", "did you mean mailto"),
        ("[links]\nconcurency = 2", "did you mean concurrency"),
        ("[rules]\nretracted = 'of'", "did you mean off"),
        ("[rules]\nretratced = 'off'", "did you mean 'retracted'"),
    ):
        (tmp_path / "ccsvi-refs.toml").write_text(f"{text}\n", "utf-8")
        status, err = told(*asks)
        assert (status, said in err) == (2, True), err
    (tmp_path / "ccsvi-refs.toml").unlink()
    monkeypatch.setenv("CCSVI_REFS_MAILT", "x@example.org")
    assert "CCSVI_REFS_MAILT sets nothing; did you mean CCSVI_REFS_MAILTO" in told(*asks)[1]


@pytest.mark.parametrize("name", ["audit", "links", "fix", "lock", "resolve"])
def test_less_and_more_exclude_each_other(told, name):
    status, err = told(name, "page.md", "--offline", "--quiet", "--verbose")
    assert (status, "exclude each other" in err) == (2, True)


def test_quiet_tells_of_resolutions_what_is_open_alone(tmp_path, capfd, told):
    mixed = tmp_path / "mixed.md"
    known = "Zamboni P, et al. Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis. J Neurol Neurosurg Psychiatry 2009;80:392-9."
    mixed.write_text(
        f"# References\n\n1. {known}\n2. Quill P. Bassoons among bees in autumn. J Absence 1999;1:2.\n", "utf-8"
    )
    said = {}
    for how in ((), ("--quiet",), ("--verbose",)):
        assert run(["resolve", str(mixed), "--offline", *how]) in (0, 3)
        said[how] = capfd.readouterr().out
    assert "zamboni2009" in said[()]
    assert "zamboni2009" not in said["--quiet",]
    assert "quill1999" in said["--quiet",]
    assert said["--verbose",].count("asked") > said[()].count("asked")


@pytest.fixture(scope="module")
def completes(tmp_path_factory):
    """Return what bash completes, with the command on its PATH."""
    if not (bash := shutil.which("bash")):
        pytest.skip("there is no bash")
    folder = tmp_path_factory.mktemp("bin")
    (folder / "ccsvi-refs").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ccsvi_refs "$@"\n', "utf-8")
    (folder / "ccsvi-refs").chmod(0o755)
    path = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}

    def completed(*words):
        listed = " ".join(f"'{word}'" for word in words)
        asked = (
            f"source <(ccsvi-refs completion bash); COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; "
            '_ccsvi_refs_completion ccsvi-refs; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = subprocess.run([bash, "-c", asked], env=path, cwd=folder, capture_output=True, text=True, check=True)
        assert not done.stderr
        return done.stdout.split()

    return completed


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("ccsvi-refs", "re"), ["render", "resolve"]),
        (("ccsvi-refs", "render", "--style", "vancouver"), ["vancouver", "vancouver-ama", "vancouver-nlm"]),
        (("ccsvi-refs", "audit", "page.md", "--registry", "pubmed,open"), ["pubmed,openlibrary", "pubmed,openalex"]),
        (("ccsvi-refs", "fix", "--rule", "volume"), ["volume-differs"]),
    ],
)
def test_bash_completes(completes, words, found):
    assert completes(*words) == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(shell, capfd):
    assert run(["completion", shell]) == 0
    assert "_CCSVI_REFS_COMPLETE" in capfd.readouterr().out
