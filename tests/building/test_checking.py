"""What both builds share: what of a page is read, what is kept for the next build, and what is said."""

from pathlib import Path

import pytest

from ccsvi_refs import building
from ccsvi_refs.building import Kept, Reading, Source, checking, keeping
from ccsvi_refs.errors import SettingsError
from tests.building.conftest import RIGHT

PAGE = f"# Drums\n\n## References\n\n1. {RIGHT}\n"


@pytest.fixture
def checked(world, tmp_path):
    def runs(text, kept=None, **options):
        plan = building.plan(tmp_path, "test", registries=["crossref"], links=False, **options)
        source = Source("page.md", text.encode(), "markdown")
        return building.check([source], plan, Reading(), kept or Kept())

    return runs


LISTS = """# Guide

What Jones (2009) said is in no list here.

Notes:

- Call `hide()` to stop annotating and hide the cursor.
- All decorations fade out over `duration`.

## Resources

- [The handbook]({alive}) of drums
- Response bodies for replay
"""


def test_lists_of_software_under_headings_like_those_of_references_are_not_taken_for_works(checked, world):
    checked_ = checked(LISTS.format(alive=world.url("/alive")))
    (part,) = [part for part in checked_.report.parts if part.bibliography.path == "page.md"]
    assert (part.findings, part.resolutions, len(part.bibliography.notes)) == ((), (), 4)
    assert [link.url for link in part.bibliography.links] == [world.url("/alive")]
    plan = building.plan(Path.cwd(), "test", registries=["crossref"])
    assert "4 items of lists taken for no work" in building.summed_up(checked_, plan)


def test_an_item_of_a_list_of_works_that_is_none_is_unread_and_not_called_one_that_nobody_has(checked):
    report = checked(f"{PAGE}2. {RIGHT.replace('drum', 'harp')}\n3. Use `:doc:` to link to a document.\n").report
    about = {finding.rule for finding in report.findings if finding.location and finding.location.line == 7}
    assert about == {"unread-entry"}


def test_code_that_a_page_shows_is_not_read_for_references(checked):
    report = checked(
        f"{PAGE}\n## References in a workflow\n\n```yaml\non: push\njobs: 2019, Smith J. Title. J Tests 3:4\n```\n"
    ).report
    assert [reference.id for part in report.parts for reference in part.bibliography] == ["malagoni2015"]


def test_what_nobody_could_be_asked_about_is_asked_again_before_what_was_found(checked, monkeypatch, world):
    monkeypatch.setenv("CCSVI_REFS_CROSSREF_URL", "http://127.0.0.1:9")
    kept = checked(PAGE).kept
    monkeypatch.setenv("CCSVI_REFS_CROSSREF_URL", world.services.environment()["CCSVI_REFS_CROSSREF_URL"])
    assert checked(PAGE, kept).fresh == 1  # another address is another question
    failed = checked(PAGE, kept, rules={"no-identifier": "off"}).kept
    assert checked(PAGE, failed).fresh == 0  # how findings are weighed is none
    now = keeping.now()
    monkeypatch.setenv("CCSVI_REFS_CROSSREF_URL", "http://127.0.0.1:9")
    unavailable = checked(PAGE).kept
    assert checked(PAGE, unavailable).fresh == 0
    monkeypatch.setattr(keeping, "now", lambda: now + 601)
    assert checked(PAGE, unavailable).fresh == 1
    monkeypatch.setenv("CCSVI_REFS_CROSSREF_URL", world.services.environment()["CCSVI_REFS_CROSSREF_URL"])
    assert checked(PAGE, failed).fresh == 0
    monkeypatch.setattr(keeping, "now", lambda: now + 6 * 86_400)
    assert checked(PAGE, failed).fresh == 1


def test_a_page_that_is_the_same_is_not_read_again_even_where_it_holds_nothing(checked, monkeypatch):
    kept = keeping.unpacked(checked("# Nothing\n").kept.packed())
    monkeypatch.setattr(checking, "page", lambda *_: pytest.fail("read again"))
    assert [finding.rule for finding in checked("# Nothing\n", kept).report.findings] == ["no-references"]


@pytest.mark.parametrize("data", [b"", b"no pickle", b"\x80\x04N."])
def test_what_was_kept_and_cannot_be_read_is_as_nothing(data):
    assert keeping.unpacked(data) == Kept()


def test_a_report_is_written_into_the_output_alone(checked, tmp_path):
    report = checked(PAGE).report
    assert building.write_report(report, "about/refs.md", tmp_path / "out").is_file()
    with pytest.raises(SettingsError, match="leads out"):
        building.write_report(report, "../refs.md", tmp_path / "out")
    Path(tmp_path / "out" / "away").symlink_to(tmp_path)
    with pytest.raises(SettingsError, match="leads out"):
        building.write_report(report, "away/refs.md", tmp_path / "out")


@pytest.mark.parametrize("name", ["a\0.html", "taken.html", "file/refs.html", "\ud800.html", "a" * 300 + ".html"])
def test_a_report_that_cannot_be_written_is_a_sentence_of_the_build(checked, tmp_path, name):
    (tmp_path / "taken.html").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        building.write_report(checked(PAGE).report, name, tmp_path)


def test_a_thing_is_said_once_and_cannot_drive_a_runner(checked):
    text = PAGE.replace("Malagoni", "::error::Malagoni\x1b[31m").replace("12(3)", "13(3)")
    told = list(building.notices(checked(text + text).report, "warning"))
    assert len({(one.rule, one.message, one.location) for one in told}) == len(told)
    assert not any("\x1b" in one.message or one.message.startswith("::") for one in told)
