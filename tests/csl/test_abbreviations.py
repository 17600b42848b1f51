"""Short forms that the document brings for values of its items."""

from __future__ import annotations

import pytest

from ccsvi_refs.csl import Processor
from tests.csl.styles import style

LISTS = {"container-title": {"Annals of Neurology": "Ann Neurol"}, "publisher": {"Oxford University Press": "OUP"}}
SHORT = '<text variable="container-title" form="short"/><text variable="publisher" form="short" prefix=" "/>'


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"container-title": "Annals of Neurology", "publisher": "Oxford University Press"}, "Ann Neurol OUP"),
        ({"container-title": "Annals of Neurology", "container-title-short": "Ann. Neurol."}, "Ann Neurol"),
        ({"container-title": "Annals of Neurology", "journalAbbreviation": "Ann. Neurol."}, "Ann Neurol"),
        ({"container-title": "Brain", "journalAbbreviation": "Br."}, "Br."),
        ({"container-title": "ANNALS OF  NEUROLOGY"}, "Ann Neurol"),
        ({"container-title": "Annals of <i>neurology</i>"}, "Ann Neurol"),
        ({"container-title": "Brain"}, "Brain"),
    ],
)
def test_a_short_form_from_a_list_stands_in_place_of_the_item_s_own(item: dict, text: str):
    doc = Processor(style(citation=SHORT), [{"id": "0", "type": "book", **item}], abbreviations=LISTS)
    assert doc.preview(["0"]) == text


def test_the_long_form_stays_as_it_is():
    item = {"id": "0", "type": "book", "container-title": "Annals of Neurology"}
    layout = '<text variable="container-title"/>'
    assert Processor(style(citation=layout), [item], abbreviations=LISTS).preview(["0"]) == "Annals of Neurology"


NAMES = '<names variable="author"><name form="{}" initialize-with="."/></names>'
WHO = {"literal": "World Health Organization"}


@pytest.mark.parametrize(
    ("author", "form", "text"),
    [
        ([WHO], "short", "WHO"), ([{"literal": "World health  organization"}], "short", "WHO"),
        ([WHO], "long", "World Health Organization"), ([{"family": "World Health Organization"}], "short", "WHO"),
        ([{"family": "World Health Organization", "given": "Ann"}], "short", "World Health Organization"),
        ([{"family": "Doe", "given": "Ann"}, WHO], "short", "Doe, WHO"), ([{"literal": "WHO Europe"}], "short", "WHO Europe"),
    ],
)  # fmt: skip
def test_an_institution_has_its_short_form_where_names_are_short(author: list, form: str, text: str):
    lists = {"institution": {"World Health Organization": "WHO"}}
    item = {"id": "0", "type": "book", "author": author}
    doc = Processor(style(citation=NAMES.format(form)), [item], abbreviations=lists)
    assert doc.preview(["0"]) == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"title": "Veins: a history"}, "Veins"), ({"title": "What is a vein? An answer"}, "What is a vein?"), ({"title": "Veins"}, "Veins"),
        ({"title": "Veins: a history", "shortTitle": "V"}, "V"), ({"title": "On <i>E: coli</i>: a map"}, "On <i>E: coli</i>: a map"),
        ({"title": "10:30 trains"}, "10:30 trains"),
    ],
)  # fmt: skip
def test_a_short_title_is_what_stands_before_the_colon_where_that_is_asked_for(fields: dict, text: str):
    layout = '<text variable="title" form="short"/>'
    item = {"id": "0", "type": "book", **fields}
    assert Processor(style(citation=layout), [item], shortens_titles=True).preview(["0"]) == text
    kept = fields.get("shortTitle", fields["title"])
    assert Processor(style(citation=layout), [item]).preview(["0"]) == kept
