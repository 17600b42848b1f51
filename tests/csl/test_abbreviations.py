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
        ({"container-title": "Annals of Neurology", "container-title-short": "Ann. Neurol."}, "Ann. Neurol."),
        ({"container-title": "Annals of Neurology", "journalAbbreviation": "Ann. Neurol."}, "Ann. Neurol."),
        ({"container-title": "Brain"}, "Brain"),
    ],
)
def test_a_short_form_from_a_list_stands_where_the_item_has_none(item: dict, text: str):
    doc = Processor(style(citation=SHORT), [{"id": "0", "type": "book", **item}], abbreviations=LISTS)
    assert doc.preview(["0"]) == text


def test_the_long_form_stays_as_it_is():
    item = {"id": "0", "type": "book", "container-title": "Annals of Neurology"}
    layout = '<text variable="container-title"/>'
    assert Processor(style(citation=layout), [item], abbreviations=LISTS).preview(["0"]) == "Annals of Neurology"
