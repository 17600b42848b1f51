"""The Sphinx extension in real builds: what it warns of and where, what it asks, and what it leaves to Sphinx."""

import json
import re
import shutil
import warnings

import pytest
from sphinx.application import Sphinx
from sphinx.cmd.build import build_main
from sphinx.errors import ConfigError
from sphinx.util.docutils import docutils_namespace

from tests.building.conftest import RIGHT, WRONG
from tests.conftest import ROOT

CONF = """
extensions = [{more}"ccsvi_refs.sphinx"]
html_theme = "basic"
ccsvi_refs_registries = ["crossref"]
exclude_patterns = ["_build", "part*"]
"""
INDEX = f"""
Drums
=====

.. toctree::

   harps

An old report_, and [1]_.

.. _report: {{dead}}

.. [1] {RIGHT}
"""
HARPS = f"""
# Harps

## References

1. {WRONG}
"""


@pytest.fixture
def build(tmp_path, capfd):
    """Return what builds the project in the working directory: its exit status, its output and its warnings."""

    def runs(*arguments, builder="html"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Sphinx, its parsers and themes are not ours
            status = build_main(
                ["-b", builder, *arguments, str(tmp_path), str(tmp_path / "_build" / builder), "--no-color"]
            )
        out, err = capfd.readouterr()
        return status, out, [line.replace(f"{tmp_path}/", "") for line in err.splitlines() if "ccsvi_refs" in line]

    return runs


@pytest.fixture
def project(tmp_path, world):
    """Write a project of a reST and a Markdown page; ``conf`` are further lines of its conf.py."""

    def written(conf="", more='"myst_parser", ', **files):
        pages = {"conf.py": CONF.format(more=more) + conf, "index.rst": INDEX.format(dead=world.url("/dead"))}
        for name, text in (pages | {"harps.md": HARPS} | files).items():
            (tmp_path / name).write_text(text, "utf-8")

    return written


def places(told):
    """Return the place, the level and the rule of each warning."""
    return {re.sub(r": (ERROR|WARNING): .*\[ccsvi_refs\.(.+)\]$", r" \1 \2", line) for line in told}


FAULTS = {"index.rst:9 ERROR link-broken", "harps.md:6 ERROR volume-differs"}


def test_what_is_wrong_is_a_warning_at_its_line_in_rest_and_in_markdown_and_fails_where_warnings_do(project, build):
    project()
    status, out, told = build("-W", "--keep-going")
    assert places(told) == FAULTS
    assert status == 1
    assert "ccsvi-refs: 2 pages, 2 references; 2 errors" in out
    assert "asked on" in out


def test_two_processes_warn_as_one_does_and_a_build_of_the_same_pages_asks_nobody(project, build, world, tmp_path):
    project()
    status, _, told = build("-j", "2")
    assert (status, places(told)) == (0, FAULTS)
    assert world.asked()
    shutil.rmtree(tmp_path / "cache")  # it is not the registries' answers in the cache that save the asking
    status, out, again = build()
    assert (world.asked(), again) == ([], told)
    assert "0 looked at anew" in out
    (tmp_path / "harps.md").write_text(HARPS.replace("2015;8", "2015;7"), "utf-8")
    assert places(build()[2]) == {"index.rst:9 ERROR link-broken"}
    asked = world.asked()
    assert any("harp" in path for path in asked)
    assert not any("drum" in path or "dead" in path for path in asked)


@pytest.mark.parametrize(
    ("conf", "left"),
    [
        ('suppress_warnings = ["ccsvi_refs.link-broken", "ccsvi_refs.volume-differs"]', set()),
        ('ccsvi_refs_rules = {"volume-differs": "off", "link-broken": "warning"}', {"index.rst:9 WARNING link-broken"}),
        ('ccsvi_refs_rules = {"volume-differs": "warning"}\nccsvi_refs_fail_on = "error"', {"index.rst:9 ERROR link-broken"}),
        ('ccsvi_refs_exclude = ["index.*"]', {"harps.md:6 ERROR volume-differs"}),
        ('linkcheck_ignore = [".*/dead"]', {"harps.md:6 ERROR volume-differs"}),
    ],
)  # fmt: skip
def test_what_conf_py_says_is_wanted_is_told(project, build, conf, left):
    project(conf)
    status, _, told = build("-W", "--keep-going", builder="ccsvi-refs")
    assert (places(told), status) == (left, 1 if left else 0)


def test_the_builder_checks_alone_and_writes_its_reports(project, build, tmp_path):
    project("ccsvi_refs_check = False")
    assert build()[2] == []
    status, _, told = build(builder="ccsvi-refs")
    assert (status, places(told)) == (1, FAULTS)
    made = tmp_path / "_build" / "ccsvi-refs"
    assert {path.suffix for path in made.glob("references.*")} == {".html", ".json", ".txt"}
    rules = {finding["rule"] for finding in json.loads((made / "references.json").read_text("utf-8"))["findings"]}
    assert {"link-broken", "volume-differs"} <= rules


def test_registries_that_cannot_be_asked_are_one_warning_and_nothing_is_called_missing(project, build, monkeypatch):
    monkeypatch.setenv("CCSVI_REFS_CROSSREF_URL", "http://127.0.0.1:9")
    project("ccsvi_refs_links = False")
    _, _, (told,) = build()
    assert re.match(r"WARNING: 2 references could not be checked \(.*harps\.md:6.*index\.rst:13.*\)", told)
    assert "Crossref (connection refused)" in told
    assert "[ccsvi_refs.not-checked]" in told


def test_a_build_without_a_network_says_so_and_passes(project, build, world):
    project("ccsvi_refs_offline = True")
    status, out, told = build("-W")
    assert (status, told, world.asked()) == (0, [], [])
    assert "2 references could not be checked" in out
    assert "links: 3 unknown" in out


def test_what_a_page_includes_is_checked_in_its_own_lines(project, build):
    included = f"References\n----------\n\n1. {WRONG}\n"
    rest = "Drums\n=====\n\n.. toctree::\n\n   harps\n\n.. include:: part.inc\n"
    project(
        **{
            "part.inc": included,
            "part.md": HARPS,
            "index.rst": rest,
            "harps.md": "# Harps\n\n```{include} part.md\n```\n",
        }
    )
    assert places(build("-j", "2")[2]) == {"part.inc:4 ERROR volume-differs", "part.md:6 ERROR volume-differs"}


def test_citations_that_sphinx_resolves_between_pages_are_not_called_uncited(project, build):
    works = f"Works\n=====\n\nAs [Mal15]_ says.\n\n.. [Mal15] {RIGHT}\n.. [Nie15] {WRONG.replace('2015;8', '2015;7')}\n"
    index = "Drums\n=====\n\n.. toctree::\n\n   works\n   harps\n\nHarps are known [Nie15]_.\n"
    project(**{"index.rst": index, "works.rst": works, "harps.md": "# Harps\n\nThanks to [@octocat]!\n"})
    assert build("-W", "--keep-going")[0] == 0


BIB = """@article{drum, author={Malagoni, J.}, title={Rhythm and recall in elderly drummers}, journal={Journal of Tests},
  year={2015}, volume={12}, number={3}, pages={101--109}, doi={10.1000/drum}}
@article{harp, author={Nielsen, J.}, title={Harp strings under arctic conditions}, journal={Journal of Tests},
  year={2015}, volume={8}, number={3}, pages={33--41}, doi={10.1000/harp}}
"""


@pytest.mark.parametrize(
    ("options", "cited", "wrong"),
    [
        ("", "drum,harp", {"works.bib:3 ERROR volume-differs"}),
        ("", "drum", {"works.bib:3 WARNING never-cited"}),
        ("   :all:\n", "drum", {"works.bib:3 ERROR volume-differs"}),
    ],
)
def test_bibtex_files_that_conf_py_names_are_checked_and_each_thing_said_once(project, build, options, cited, wrong):
    index = (
        f"Drums\n=====\n\nAs one says :cite:p:`{cited}`.\n\n.. toctree::\n\n   harps\n\n.. bibliography::\n{options}"
    )
    harps = "# Harps\n\nAgain {cite:p}`drum`.\n"
    conf = 'bibtex_bibfiles = ["works.bib"]'
    project(
        conf, '"myst_parser", "sphinxcontrib.bibtex", ', **{"index.rst": index, "harps.md": harps, "works.bib": BIB}
    )
    status, _, told = build()
    assert (status, len(told), places(told)) == (0, len(wrong), wrong)


def test_addresses_and_keys_are_not_taken_from_the_tree(project, build, tmp_path, world):
    (tmp_path / "ccsvi-refs.toml").write_text(
        'crossref-url = "http://127.0.0.1:9"\n[links]\nsecond-look = 0\nprobe = false\n', "utf-8"
    )
    project()
    _, _, told = build()
    assert any("crossref-url is not taken" in line and "[ccsvi_refs.settings]" in line for line in told)
    assert places(told) > FAULTS


def test_a_lock_is_what_stands_and_nobody_is_asked(project, build, world, tmp_path):
    from ccsvi_refs.cli import run

    project('ccsvi_refs_lock = "references.lock"')
    status, _, _ = build()
    assert status == 2  # it is named and not there
    run(["lock", "index.rst", "harps.md"])
    world.asked()
    status, out, told = build()
    assert (status, places(told), world.asked()) == (0, FAULTS, [])
    assert "all as references.lock has it" in out


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ('ccsvi_refs_fail_on = "fatal"', "expected one of info, warning, error, never"),
        ('ccsvi_refs_report = "report.doc"', "expected a name that ends in"),
        ('ccsvi_refs_rules = {"volume-difers": "off"}', "did you mean 'volume-differs'"),
        ('ccsvi_refs_registries = ["crosref"]', "unknown registry"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_before_anything_is_read(project, conf, said):
    project(conf, "")
    with docutils_namespace(), pytest.raises(ConfigError, match=re.escape(said)):
        Sphinx(".", ".", "out", "out/trees", "text", status=None, warning=None)


def test_a_report_that_a_page_would_overwrite_is_refused(project):
    project('ccsvi_refs_report = "harps.txt"\nccsvi_refs_offline = True')
    with docutils_namespace():
        app = Sphinx(".", ".", "out", "out/trees", "text", status=None, warning=None)
        with pytest.raises(ConfigError, match="is a file of the site itself"):
            app.build()


def test_the_example_project_is_told_its_one_fault(tmp_path, capfd):
    shutil.copytree(ROOT / "examples/sphinx-project", tmp_path / "project", ignore=shutil.ignore_patterns("_build"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        status = build_main(["-q", "-W", "--keep-going", "--no-color", "project", "out"])
    (line,) = [line for line in capfd.readouterr().err.splitlines() if "ERROR" in line or "WARNING" in line]
    assert status == 1
    assert line.endswith("included/further.inc:6: ERROR: laupacis2011: the volume is cited as 138, and registered as 183 "
                         "[ccsvi_refs.volume-differs]")  # fmt: skip
    assert "laupacis2011" in (tmp_path / "out/references.html").read_text("utf-8")
