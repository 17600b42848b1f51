"""Settings from the environment and from files."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings import HostPolicy, IgnoredLink, LinkSettings, Settings, from_environment


def test_the_environment_wins_over_the_base():
    base = Settings(mailto="file@example.org", offline=True)
    settings = from_environment(
        {
            "CCSVI_REFS_CROSSREF_URL": "http://127.0.0.1:1/prefix/",
            "CCSVI_REFS_ALLOW_PRIVATE": "1",
            "CCSVI_REFS_CACHE_DIR": "/tmp/c",
            "OTHER": "x",
        },
        base,
    )
    assert settings.crossref_url == "http://127.0.0.1:1/prefix"
    assert settings.allow_private is True
    assert settings.cache_dir == Path("/tmp/c")
    assert settings.mailto == "file@example.org"
    assert settings.offline is True


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("allow-private", "perhaps", "true or false"),
        ("timeout", "soon", "number of seconds"),
        ("timeout", "-1", "number of seconds"),
        ("crossref-url", "ftp://x", "http or https"),
        ("timeout", "0", "number of seconds"),
        ("colour", "x", "unknown setting 'colour'"),
        ("links", "x", "links: expected a table"),
        ("links", {"speed": 1}, "unknown setting 'speed'"),
        ("links", {"concurrency": 0}, "whole number above 0"),
        ("links", {"ignore": "x"}, "expected a list"),
        ("links", {"ignore": ["x"]}, r"ignore\[1\]: expected a table"),
        ("links", {"ignore": [{"url": "x", "until": "soon"}]}, r"ignore\[1\]: until: expected a date"),
        ("links", {"hosts": [{"host": "x", "accept": ["y"]}]}, r"accept\[1\]: expected a whole number"),
    ],
)
def test_a_senseless_value_is_refused_with_its_place(name, value, wrong):
    with pytest.raises(SettingsError, match=wrong) as caught:
        Settings().with_values({name: value}, "pyproject.toml")
    assert "pyproject.toml" in str(caught.value)


def test_the_links_table_is_read_with_its_ignore_entries_and_host_policies():
    table = {
        "spacing": 0,
        "keep-ok": 60,
        "baseline": "known.json",
        "ignore": [{"url": "https://old.example/*", "reason": "kept for history", "until": datetime.date(2027, 1, 31)}],
        "hosts": [{"host": "*.example", "concurrency": 2, "accept": [403]}],
    }
    links = Settings().with_values({"links": table}, "pyproject.toml").links
    assert (links.spacing, links.keep_ok, links.baseline) == (0.0, 60.0, Path("known.json"))
    assert links.ignore == (IgnoredLink("https://old.example/*", "kept for history", datetime.date(2027, 1, 31)),)
    assert links.hosts == (HostPolicy("*.example", concurrency=2, accept=(403,)),)
    assert links.concurrency == 8


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"timeout": -5}, "timeout: expected a number of seconds"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"timeout": [5]}, "timeout: expected one value"),
        ({"crossref_url": "nonsense"}, "crossref_url: expected an http or https address"),
        ({"doi_url": "https://"}, "doi_url"),
        ({"doi_url": "https://doi.org/?to="}, "doi_url"),
        ({"doi_url": "https://doi.org:0/"}, "doi_url"),
        ({"doi_url": "https://doi.org:port/"}, "doi_url"),
        ({"s2_url": "https://a.example\r\nX: y"}, "s2_url"),
        ({"mailto": "a@example.org\r\nX: y"}, "mailto"),
        ({"ncbi_api_key": "two words"}, "ncbi_api_key"),
        ({"allow_private": "perhaps"}, "allow_private"),
        ({"cache_dir": "a\0b"}, "cache_dir"),
        ({"links": 5}, "links: expected a table"),
    ],
)
def test_settings_are_validated_by_whomever_they_are_made(values, wrong):
    with pytest.raises(SettingsError, match=wrong):
        Settings(**values)
    with pytest.raises(SettingsError):
        replace(Settings(), **values)


def test_text_becomes_what_a_setting_is():
    made = Settings(cache_dir="/x", allow_private="0", timeout="2", links={"hosts": [{"host": "*", "timeout": 3}]})
    assert (made.cache_dir, made.allow_private, made.timeout) == (Path("/x"), False, 2.0)
    assert made.links.hosts == (HostPolicy("*", timeout=3.0),)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda: LinkSettings(deadline=0), "deadline"),
        (lambda: LinkSettings(concurrency=True), "concurrency"),
        (lambda: LinkSettings(ignore="x"), "ignore: expected a list"),
        (lambda: HostPolicy("x", accept=(0,)), r"accept\[1\]"),
        (lambda: IgnoredLink("x", "y", "soon"), "until: expected a date"),
    ],
)
def test_the_parts_of_settings_are_validated_too(make, wrong):
    with pytest.raises(SettingsError, match=wrong):
        make()


def test_a_wrong_key_is_not_shown():
    with pytest.raises(SettingsError) as caught:
        Settings(s2_api_key="se cret")
    assert "cret" not in str(caught.value)
    assert "hush" not in repr(Settings(ncbi_api_key="hush", openalex_api_key="hush", s2_api_key="hush"))


def test_every_service_has_an_address_in_the_environment():
    names = ("DATACITE", "EUROPEPMC", "OPENALEX", "ARXIV", "DBLP", "OPENLIBRARY", "S2")
    made = from_environment({f"CCSVI_REFS_{name}_URL": f"http://127.0.0.1:1/{name}/" for name in names})
    for name in names:
        assert getattr(made, f"{name.lower()}_url") == f"http://127.0.0.1:1/{name}"
