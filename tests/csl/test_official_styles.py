"""What official styles rely on, for they are written and tried with citeproc-js: see docs/explanation/csl-engine.md."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.styles import cited, document

PLACE = '<text variable="publisher-place" font-style="italic" prefix=", "/>'
QUOTED = '<text variable="title" quotes="true"/>'
BOOK = {"title": "A thing", "publisher": "Press", "publisher-place": "Bonn"}


@pytest.mark.parametrize(
    ("layout", "printed", "strictly"),
    [
        (QUOTED + PLACE, "“A thing”, <i>Bonn</i>", "“A thing,” <i>Bonn</i>"),
        (QUOTED + '<text value=", x"/>', "“A thing”, x", "“A thing,” x"),
        (
            f'<group delimiter=", ">{QUOTED}<text variable="publisher" font-style="italic"/></group>',
            *2 * ("“A thing,” <i>Press</i>",),
        ),
        (f"{QUOTED}<group>{PLACE}</group>", *2 * ("“A thing,” <i>Bonn</i>",)),
        (
            f'{QUOTED}<choose><if variable="title">{PLACE}</if></choose>',
            "“A thing”, <i>Bonn</i>",
            "“A thing,” <i>Bonn</i>",
        ),
    ],
)
def test_a_comma_before_formatted_text_stays_behind_the_quotation(layout: str, printed: str, strictly: str):
    assert cited(layout, BOOK) == printed
    assert cited(layout, BOOK, strict=True) == strictly


def test_the_title_of_a_law_keeps_its_case():
    layout = '<text variable="title" text-case="title"/>'
    law = {"title": "Act on the flow of rivers", "jurisdiction": "at"}
    assert cited(layout, law) == "Act on the flow of rivers"
    assert cited(layout, law, strict=True) == "Act on the Flow of Rivers"
    assert cited(layout, {"title": "Act on the flow of rivers"}) == "Act on the Flow of Rivers"


NESTED = '<group prefix="(" suffix=")" delimiter="; "><text variable="publisher"/><text macro="place" prefix="(" suffix=")"/></group>'


def _note(content: str = NESTED, cite: dict[str, str] | None = None, **parts: Any) -> str:
    parts = {"kind": "note", "before": '<macro name="place"><text variable="publisher-place"/></macro>', **parts}
    return document([BOOK], citation=content, **parts).preview([{"id": "0", **(cite or {})}])


def test_parentheses_inside_parentheses_are_brackets_in_notes():
    assert _note() == "(Press; [Bonn])"
    assert _note('<text macro="place" prefix="(" suffix=")"/>') == "(Bonn)"
    assert _note(kind="in-text") == "(Press; (Bonn))"
    assert _note(strict=True) == "(Press; (Bonn))"


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ('<number variable="volume" form="ordinal" prefix=" (" suffix=")"/>', "(Press [3rd])"),
        ('<text variable="locator" prefix=" (" suffix=")"/>', "(Press [7])"),
        ('<date variable="issued" form="text" prefix=" (" suffix=")"/>', "(Press [2001])"),
        ('<text variable="title" prefix=" (" suffix=")"/>', "(Press (A thing))"),
        ('<names variable="author" prefix=" (" suffix=")"/>', "(Press (Doe))"),
    ],
)
def test_numbers_and_dates_in_parentheses_have_brackets_of_their_own(element: str, text: str):
    book = {**BOOK, "volume": "3", "issued": "2001", "author": [{"family": "Doe"}]}
    layout = f'<group prefix="(" suffix=")"><text variable="publisher"/>{element}</group>'
    assert cited(layout, book, {"locator": "7"}, kind="note") == text


def test_the_user_s_parentheses_are_brackets_where_the_style_has_all_in_parentheses():
    layout = 'prefix="(" suffix=")"'
    assert _note('<text variable="title"/>', {"suffix": " (sic)"}, layout=layout) == "(A thing [sic])"
    assert _note('<text variable="title"/>', {"suffix": " (sic)"}) == "A thing (sic)"
    assert _note('<text variable="title"/>', {"suffix": " (sic)"}, layout='prefix="(n) "') == "(n) A thing (sic)"
    both = {"prefix": "1) see", "suffix": " (sic)"}
    assert _note('<text variable="title"/>', both, layout=layout) == "(1) see A thing [sic])"


@pytest.mark.parametrize(
    ("around", "text"),
    [
        ({"prefix": "So the others (see", "suffix": ")"}, "So the others (see [Press; (Bonn)])"),
        ({"prefix": "So (and (once more))", "suffix": "(too)"}, "So (and [once more]) (Press; [Bonn]) (too)"),
        ({"prefix": "So (and (see", "suffix": "))"}, "So (and [see (Press; [Bonn])])"),
        ({"prefix": "1)"}, "1) (Press; [Bonn])"),
        ({"suffix": "(a (b (c)))"}, "(Press; [Bonn]) (a [b (c)])"),
    ],
)
def test_the_style_s_parentheses_are_brackets_inside_the_user_s(around: dict[str, str], text: str):
    assert _note(cite=around) == text
    flat = text.translate(str.maketrans("[]", "()"))
    assert _note(cite=around, kind="in-text") == _note(cite=around, strict=True) == flat


def test_the_user_s_parentheses_around_several_cites_are_around_each():
    books = [{"publisher": place} for place in ("Rome", "Bonn", "Kiel")]
    group = '<group prefix="(" suffix=")"><text variable="publisher"/></group>'
    doc = document(books, citation=group, kind="note", layout='delimiter="; "')
    cites = [{"id": "0", "prefix": "as (among others"}, {"id": "1", "suffix": ")"}, "2"]
    assert doc.preview(cites) == "as (among others [Rome]; [Bonn]); (Kiel)"


def test_a_label_that_a_condition_chose_goes_with_the_number_behind():
    layout = """<group delimiter=" "><choose><if locator="page" match="none"><label variable="locator" form="short"/></if>
    <else><label variable="page" form="short"/></else></choose><text variable="locator"/></group>"""
    assert cited(layout, BOOK, {"locator": "12"}) == "p. 12"
    assert cited(layout, BOOK) == ""


def test_roman_pages_are_numeric():
    layout = '<choose><if is-numeric="page"><label variable="page" form="short" suffix=" "/></if></choose><text variable="page"/>'
    assert cited(layout, {"page": "xi-xxiv"}) == "pp. xi–xxiv"
    assert cited(layout, {"page": "xii, 234"}) == "pp. xii, 234"
    assert cited(layout, {"page": "xii, some"}) == "xii, some"
    assert cited(layout, {"page": "xciv"}) == "p. xciv"
    assert cited(layout, {"page": "some"}) == "some"
    assert cited(layout, {"page": "vivid"}) == "vivid"


def _in_a_row(works: list[tuple[str, int]], cites: list[object], **parts: str) -> str:
    items = [
        {"author": [{"family": name}], "issued": {"date-parts": [[year]]}, "title": str(n)}
        for n, (name, year) in enumerate(works)
    ]
    layout = """<group delimiter=", "><group delimiter=" "><names variable="author"/><date variable="issued"><date-part
    name="year"/></date></group><text variable="locator"/></group>"""
    return document(items, citation=layout, layout='delimiter="; "', **parts).preview(cites)


def test_an_empty_delimiter_does_not_glue_years_together():
    works = [("Doe", 2001), ("Doe", 2002)]
    assert _in_a_row(works, ["0", "1"], citation_options='collapse="year" cite-group-delimiter=""') == "Doe 2001, 2002"


def test_a_delimiter_for_what_follows_a_group_stands_between_all_authors_of_ranged_suffixes():
    options = 'collapse="year-suffix-ranged" after-collapse-delimiter=" | "'
    assert _in_a_row([("Doe", 2001), ("Roe", 2002)], ["0", "1"], citation_options=options) == "Doe 2001 | Roe 2002"


def test_a_work_cited_twice_in_a_row_repeats_no_year():
    options = 'collapse="year-suffix" disambiguate-add-year-suffix="true"'
    twice = [{"id": "0", "locator": "3"}, {"id": "0", "locator": "9"}]
    assert _in_a_row([("Doe", 2001)], twice, citation_options=options) == "Doe 2001, 3, 9"
    assert _in_a_row([("Doe", 2001)], [twice[0], "0"], citation_options=options) == "Doe 2001, 3"


def _noted(titles: list[str], **parts: str) -> list[str]:
    layout = """<group delimiter=", "><names variable="author"><name form="short"/></names><choose><if disambiguate="true">
    <text variable="title"/></if></choose><text variable="first-reference-note-number"/></group>"""
    items = [{"author": [{"family": "Doe", "given": "A"}], "title": title} for title in titles]
    doc = document(items, citation=layout, kind="note", **parts)
    for note in range(2 * len(titles)):
        doc.cite([str(note % len(titles))], note + 1)
    return doc.citations()[len(titles) :]


def test_the_note_that_first_cites_a_work_tells_two_apart_and_no_more():
    assert _noted(["One", "Two"]) == ["Doe, 1", "Doe, 2"]
    assert _noted(["One", "Two", "Three"]) == ["Doe, One, 1", "Doe, Two, 2", "Doe, Three, 3"]


def test_the_note_that_first_cites_a_work_makes_letters_needless():
    options = 'disambiguate-add-year-suffix="true"'
    assert _noted(["One", "Two", "Three"], citation_options=options) == ["Doe, 1", "Doe, 2", "Doe, 3"]


def test_two_periods_of_the_style_swallow_a_semicolon():
    inner = '<group suffix="."><text variable="title" suffix="."/></group>'
    assert cited(inner + '<text variable="publisher" prefix="; "/>', BOOK) == "A thing. Press"
    assert cited('<text variable="title" suffix="."/><text value="; Bonn"/>', BOOK) == "A thing.; Bonn"


def test_capitals_in_a_name_follow_the_language_of_the_work():
    layout = '<names variable="author"><name><name-part name="family" text-case="uppercase"/></name></names>'
    name = {"author": [{"family": "Petit"}]}
    assert cited(layout, name, locale="tr-TR") == "PETİT"
    assert cited(layout, {**name, "language": "fr-FR"}, locale="tr-TR") == "PETIT"
    assert cited(layout, {**name, "language": "tr"}, locale="tr-TR") == "PETİT"


@pytest.mark.parametrize(
    ("locale", "title", "printed"),
    [
        ("fr-FR", "Les « uns » et", "«\u00a0Les «\u202funs\u202f» et\u00a0»"),
        ("fr-FR", "Les «\u00a0uns\u00a0» et", "«\u00a0Les “uns” et\u00a0»"),
        ("it-IT", "Gli «uni» e", "«Gli “uni” e»"),
        ("it-IT", "Die »einen«", "«Die »einen«»"),
        ("sl-SI", "Eni »tu«", "»Eni „tu“«"),
        ("sl-SI", "Les «uns» et", "»Les «uns» et«"),
    ],
)
def test_guillemets_in_a_field_are_quotation_marks_as_the_locale_writes_them(locale: str, title: str, printed: str):
    assert cited(QUOTED, {"title": title}, locale=locale) == printed


def test_a_delimiter_that_always_stands_does_so_before_an_organisation():
    item = {"author": [{"family": "Doe", "given": "J"}, {"literal": "World Office"}]}
    layout = '<names variable="author"><name and="text"/></names>'
    assert cited(layout, item, options='delimiter-precedes-last="always"') == "J Doe, and World Office"
    assert cited(layout, item) == "J Doe and World Office"


@pytest.mark.parametrize(
    ("rule", "two", "three"),
    [
        ("always", "J Doe, and World Office", "J Doe, A Roe, and World Office"),
        ("never", "J Doe and World Office", "J Doe, A Roe and World Office"),
        ("contextual", "J Doe and World Office", "J Doe, A Roe, and World Office"),
        ("after-inverted-name", "J Doe and World Office", "J Doe, A Roe and World Office"),
    ],
)
def test_what_a_name_list_says_of_its_last_delimiter_holds_before_an_organisation_where_the_letter_counts(
    rule: str, two: str, three: str
):
    layout = f'<names variable="author"><name and="text" delimiter-precedes-last="{rule}"/></names>'
    doe, roe, office = {"family": "Doe", "given": "J"}, {"family": "Roe", "given": "A"}, {"literal": "World Office"}
    assert cited(layout, {"author": [doe, office]}, strict=True) == two
    assert cited(layout, {"author": [doe, roe, office]}, strict=True) == three
    assert cited(layout, {"author": [doe, office]}) == "J Doe and World Office"
    assert cited(layout, {"author": [doe, roe, office]}) == "J Doe, A Roe, and World Office"


@pytest.mark.parametrize(
    ("locale", "printed"), [("en-US", "Held “by inches”"), ("fr-FR", "Held ‘by inches’"), ("en-GB", "Held ‘by inches’")]
)
def test_single_marks_are_set_as_quotations_where_a_style_has_no_quotes_around_a_title(locale: str, printed: str):
    assert cited('<text variable="title" quotes="false"/>', {"title": "Held ‘by inches’"}, locale=locale) == printed


def test_words_for_names_that_a_condition_prints_follow_each_other_in_one_row():
    layout = """<group delimiter=" "><choose><if variable="author" match="none"><text term="anonymous" form="short"/></if></choose>
    <date variable="issued"><date-part name="year"/></date><text variable="status"/></group>"""
    items = [{"issued": {"date-parts": [[2001]]}}, {"issued": {"date-parts": [[2002]]}, "status": "draft"}]
    doc = document(items, citation=layout, layout='delimiter="; "', citation_options='collapse="year"')
    assert doc.preview(["0", "1"]) == "anon. 2001; anon. 2002 draft"


def test_a_delimiter_for_what_follows_a_group_stands_behind_a_number_with_a_locator():
    layout = '<group delimiter=", "><text variable="citation-number"/><text variable="locator"/></group>'
    options = 'collapse="citation-number" after-collapse-delimiter="; "'
    doc = document([BOOK, BOOK, BOOK], citation=layout, layout='delimiter=", "', citation_options=options)
    doc.cite([{"id": "0", "locator": "4"}, "1"])
    doc.cite(["0", "1"])
    assert doc.citations() == ["1, 4; 2", "1, 2"]


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("ka'' and o'''", "ka’’ and o’’’"),
        ("<i>mo''ni</i> 'word' o''", "<i>mo’’ni</i> “word” o’’"),
        ("the ''70s", "the ''70s"),
    ],
)
def test_an_apostrophe_behind_an_apostrophe_opens_no_quotation(title: str, printed: str):
    assert cited('<text variable="title"/>', {"title": title}) == printed
