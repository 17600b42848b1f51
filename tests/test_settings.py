"""Settings from the environment and from files."""

import datetime
from pathlib import Path

import pytest

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings import HostPolicy, IgnoredLink, Settings, from_environment


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
