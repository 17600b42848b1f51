"""The MkDocs plugin in real builds: what it warns of and where, what it asks, and what it writes into pages."""

import logging
import re
import shutil
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from ccsvi_refs.mkdocs.options import Options
from ccsvi_refs.sphinx import _VALUES
from tests.building.conftest import RIGHT, WRONG
from tests.conftest import ROOT

INDEX = f"""---
title: Drums
---
# Drums

[An old report]({{dead}}) says so.

## References

1. {RIGHT}
"""
HARPS = f"# Harps\n\nPlayed [by others](index.md).\n\n## References\n\n1. {WRONG}\n"
FAULTS = {"docs/index.md:6 ERROR link-broken", "docs/harps.md:7 ERROR volume-differs"}


@pytest.fixture
def site(tmp_path, world):
    """Write a site of two pages; ``options`` are the plugin's, the rest further files of the docs."""

    def written(options=None, settings=None, **files):
        (tmp_path / "docs").mkdir(exist_ok=True)
        said = {"site_name": "Tests", "theme": {"name": None, "custom_dir": "theme"}, "nav": None} | (settings or {})
        said["plugins"] = [{"ccsvi-refs": {"registries": ["crossref"]} | (options or {})}]
        (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(said), "utf-8")
        (tmp_path / "theme").mkdir(exist_ok=True)
        (tmp_path / "theme" / "main.html").write_text("{{ page.content }}", "utf-8")
        for name, text in ({"index.md": INDEX.format(dead=world.url("/dead")), "harps.md": HARPS} | files).items():
            (tmp_path / "docs" / name).write_text(text, "utf-8")

    return written


@pytest.fixture
def run(caplog):
    """Return what builds the site in the working directory, and returns what it told from INFO up, and its configuration."""

    def runs(*, strict=False, serve=None, config=None):
        caplog.clear()
        caplog.set_level(logging.INFO, "mkdocs")
        config = load_config(str(config or "mkdocs.yml"), strict=strict)
        config.plugins.on_startup(command="serve" if serve else "build", dirty=False)
        config.site_url = serve or config.site_url  # as `mkdocs serve` does
        build(config, serve_url=serve)
        return [
            (record.levelname, record.getMessage())
            for record in caplog.records
            if "ccsvi-refs: " in record.getMessage()
        ]

    return runs


def places(told):
    """Return the place, the level and the rule of each warning."""
    found = [(re.match(r"ccsvi-refs: (\S+): .*\[(.+)\]$", said), level) for level, said in told if level != "INFO"]
    return {f"{match[1]} {level} {match[2]}" for match, level in found if match}


def test_what_is_wrong_is_a_warning_at_its_line_and_fails_a_strict_build(site, run):
    site({"report": "about/references.json"})
    told = run()
    assert places(told) == FAULTS
    assert '"link-broken"' in Path("site/about/references.json").read_text("utf-8")
    assert "2 pages, 2 references; 2 errors" in told[-2][1]
    with pytest.raises(Abort, match="2 errors in strict mode"):
        run(strict=True)


def test_a_preview_asks_for_a_page_again_only_where_it_has_changed(site, run, world, tmp_path):
    site()
    assert places(run(serve="http://localhost:8000/")) == FAULTS
    assert world.asked()
    shutil.rmtree(tmp_path / "cache")  # it is not the registries' answers in the cache that save the asking
    assert places(run(serve="http://localhost:8000/")) == FAULTS
    assert world.asked() == []
    (tmp_path / "docs/harps.md").write_text(HARPS.replace("2015;8", "2015;7"), "utf-8")
    assert places(run(serve="http://localhost:8000/")) == {"docs/index.md:6 ERROR link-broken"}
    asked = world.asked()
    assert any("harp" in path for path in asked)
    assert not any("drum" in path or "dead" in path for path in asked)


@pytest.mark.parametrize(
    ("options", "settings", "left"),
    [
        ({"enabled": False}, {}, set()),
        ({"fail_on": "never"}, {}, set()),
        ({"rules": {"volume-differs": False, "link-broken": "warning"}}, {}, {"docs/index.md:6 WARNING link-broken"}),
        ({"links": False}, {}, {"docs/harps.md:7 ERROR volume-differs"}),
        ({"exclude": ["index.*"]}, {}, {"docs/harps.md:7 ERROR volume-differs"}),
        ({}, {"exclude_docs": "harps.md"}, {"docs/index.md:6 ERROR link-broken"}),
    ],
)
def test_what_mkdocs_yml_says_is_wanted_is_told(site, run, options, settings, left):
    site(options, settings)
    assert places(run()) == left


def test_registries_that_cannot_be_asked_are_one_warning_and_nothing_is_called_missing(site, run, monkeypatch):
    monkeypatch.setenv("CCSVI_REFS_CROSSREF_URL", "http://127.0.0.1:9")
    site({"links": False})
    ((_, told),) = [one for one in run() if one[0] != "INFO"]
    assert re.match(r"ccsvi-refs: 2 references could not be checked .*Crossref \(connection refused\)", told)


def test_a_build_without_a_network_says_so_and_passes(site, run, world):
    site({"offline": True})
    told = run(strict=True)
    assert world.asked() == []
    assert any("2 references could not be checked" in said for _, said in told)


def test_links_to_the_site_itself_are_right_before_it_is_published(site, run, world):
    here = world.url("/books/")
    site(
        {},
        {"site_url": here},
        **{"index.md": f"# Drums\n\n<{here}harps/>, <{here}harps/#references> and <{here}gone/>.\n"},
    )
    assert places(run()) == {"docs/index.md:3 ERROR link-broken", "docs/harps.md:7 ERROR volume-differs"}
    assert run(serve="http://localhost:8000/")
    assert not any("harps" in path for path in world.asked())


BIB = """@article{drum, author={Malagoni, J.}, title={Rhythm and recall in elderly drummers}, journal={Journal of Tests},
  year={2015}, volume={13}, number={3}, pages={101--109}, doi={10.1000/drum}}
"""
CITING = "---\ntitle: Drums\n---\n\n# Drums\n\nIt was so [@drum, p. 102], and\nso [@none, p. 3].\n"


def test_citations_by_key_are_written_and_their_entries_checked(site, run, tmp_path):
    (tmp_path / "works.bib").write_text(BIB, "utf-8")
    site({"bibliography": ["works.bib"], "cite": "apa"}, **{"index.md": CITING, "harps.md": "# Harps\n"})
    assert places(run()) == {"docs/index.md:8 ERROR key-without-entry", "works.bib:1 ERROR volume-differs"}
    page = Path("site/index.html").read_text("utf-8")
    assert "so (Malagoni, 2015, p. 102)" in page
    assert re.search(
        r"<p>Malagoni, J\. \(2015\)\. Rhythm and recall in elderly drummers\. <em>Journal of Tests</em>", page
    )


def test_a_key_of_no_bibliography_is_no_citation_unless_citing_is_asked_for(site, run):
    pages = {"index.md": "# Drums\n\nThanks to [@octocat] and @drum.\n", "harps.md": "# Harps\n"}
    site({"rules": {"no-references": "off"}}, **pages)
    assert run(strict=True)
    site({"cite": "apa", "rules": {"no-references": "off"}}, **pages)
    told = run()
    assert {"docs/index.md:3 ERROR citation"} == places(told)
    assert any("@octocat is not in any bibliography" in said for _, said in told)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"report": "report.doc"}, "expected a name that ends in"),
        ({"report": "../report.html"}, "leads out of the build's output"),
        ({"report": "./harps/Index.html"}, "is a file of the site itself"),
        ({"rules": {"volume-difers": "off"}}, "did you mean 'volume-differs'"),
        ({"registries": ["crosref"]}, "unknown registry"),
        ({"cite": "no-such-style"}, "no-such-style"),
        ({"lock": "references.lock"}, "there is no such lock"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(site, run, caplog, options, said):
    site(options | {"offline": True})
    with pytest.raises(Abort):
        run()
    assert said in caplog.text


def test_addresses_and_keys_are_not_taken_from_the_tree(site, run, tmp_path):
    (tmp_path / "ccsvi-refs.toml").write_text(
        'crossref-url = "http://127.0.0.1:9"\n[links]\nsecond-look = 0\nprobe = false\n', "utf-8"
    )
    site()
    told = run()
    assert any(level == "WARNING" and "crossref-url is not taken" in said for level, said in told)
    assert places(told) == FAULTS


def test_every_option_of_both_is_documented():
    text = (ROOT / "docs/how-to/in-documentation-builds.md").read_text("utf-8")
    for name in [*(f"ccsvi_refs_{name}" for name in _VALUES), *(name for name, _ in Options._schema)]:
        assert f"`{name}`" in text, name


def test_the_example_site_is_told_its_one_fault(tmp_path, run, monkeypatch):
    shutil.copytree(ROOT / "examples/mkdocs-project", tmp_path / "project", ignore=shutil.ignore_patterns("site"))
    monkeypatch.chdir(tmp_path / "project")
    (told,) = [said for level, said in run() if level != "INFO"]
    assert (
        told
        == "ccsvi-refs: docs/reading.md:7: laupacis2011: the volume is cited as 138, and registered as 183 [volume-differs]"
    )
    page = Path("site/index.html").read_text("utf-8")
    assert "multiple sclerosis (1)" in page
    assert "<p>1. Zamboni P, Galeotti R" in page
    assert "laupacis2011" in Path("site/references.html").read_text("utf-8")
