"""What looks a little like a reference and is none: prose, bylines, addresses, timelines, menus, tables of results."""

import pytest

from ccsvi_refs import pages

PROSE = {
    "a cited sentence": "Smith J, Jones K (2009) found that 12 (40%) of 30 people had narrowed veins, and said so twice.",
    "names at the start": "Okafor, B. and Lindqvist, A. have shown since 2009 that veins vary, as Brown et al. (2011) had expected.",
    "a person's biography": "Paolo Rossi, a vascular surgeon born in 1957, trained in Ferrara, where he became head of the unit in 2009.",
    "a byline": "By Jane Smith, 12 March 2019",
    "a byline with initials": "J. Smith and K. Jones, 12 March 2019, 10:30",
    "an update line": "Last updated: January 2019. Next review: January 2022. Version 2.1 (3).",
    "a timeline": "2009: first study. 2011: meta-analysis of 8 studies. 2017: trial with 115 people. 2019: guidance.",
    "an address": "MS Society, 372 Edgware Road, London NW2 6ND. Telephone 020 8438 0700, 9am-5pm. Charity 1139257.",
    "opening hours": "Monday 9:00-17:00, Tuesday 9:00-17:00, Wednesday 10:00-16:00, 1 May 2019 closed.",
    "results": "Group A 12 (4): 3-5; Group B 13 (5): 4-6; p = 0.03 (2009).",
    "a quotation": '"This should not be done," said A. B. Clark, 54, of London, in 2012. "It is 80(4) times as dangerous."',
    "a law": "Health and Social Care Act 2012, c. 7, s. 165(1)-(3).",
    "a sports table": "Rossi P, 12; Bianchi M, 15; Verdi G, 18 - heat 3, 2009.",
    "a list of staff": "Dr A. Smith, Prof. B. Jones, Ms C. Brown (chair), Mr D. White (from 2009).",
    "a price list": "Scan 350-450 (2009), operation 1,200-1,500 (2011): see p. 12 of the leaflet.",
    "a trial registration": "ClinicalTrials.gov NCT01371760, registered 10 June 2011; EudraCT 2010-123456-12.",
    "copyright": "© 2019 The Vein Trust. All rights reserved. Registered charity 1088353. Company 3842316.",
    "initials first": "A. Smith was the first to try, in 1999. B. Jones followed in 2001, 12 patients in all.",
    "a question": "Did Zamboni P. know of this in 2009? He did, and 65 people took part in 3 centres (12, 20 and 33).",
    "a caption": "Figure 2 (a-c). Veins of the neck, from above. Redrawn after Brown (2011), with permission.",
    "acknowledgement": "We thank Okafor B, Lindqvist A, and Brown C for comments on drafts in 2018 and 2019.",
    "a recipe": "1. Take 200-250 g of flour. 2. Add 3 eggs (size 4). 3. Bake for 35-40 minutes.",
    "dates": "Vol. 3 of the newsletter came out on 3 May 2009; vol. 4, no. 2, followed in June.",
}

UNDER_FIND_OUT_MORE = {
    "helpline": "Call our helpline on 0800 032 3839, Monday to Friday 9am-5pm.",
    "a menu": "About us\nContact\nNews 2019\nDonate",
    "an invitation": "You can read more about the veins of the neck in our booklet, which was last revised in 2019.",
    "a name": "Dr B. Okafor\nConsultant, Vein Hospital, London",
}


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
@pytest.mark.parametrize("name", PROSE)
def test_prose_is_no_reference(name, kind):
    assert texts(f"{PROSE[name]}", kind) == []


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
@pytest.mark.parametrize("name", PROSE)
def test_prose_with_paragraphs_around_it_is_no_reference(name, kind):
    assert (
        texts(f"The veins of the neck vary a great deal.\n\n{PROSE[name]}\n\nNobody knows why, not even in 2009.", kind)
        == []
    )


@pytest.mark.parametrize("name", PROSE)
def test_prose_in_a_list_is_no_reference(name):
    assert texts(f"- Veins vary.\n- {PROSE[name]}\n- Nobody knows why.", "markdown") == []
    assert texts(f"Facts\n\n• Veins vary.\n• {PROSE[name]}\n• Nobody knows why.", "text") == []


@pytest.mark.parametrize("name", UNDER_FIND_OUT_MORE)
def test_what_else_stands_under_find_out_more_is_no_reference(name):
    assert texts(f"Find out more\n\n{UNDER_FIND_OUT_MORE[name]}\n", "text") == []
    assert texts(f"<h2>Find out more</h2><p>{UNDER_FIND_OUT_MORE[name]}</p>", "html") == []


def test_links_under_find_out_more_are_links_only():
    page = pages.read(
        "## Find out more\n\n- [MS Society](https://example.org/ms)\n- [NICE 2019](https://example.org/nice)\n",
        "markdown",
    )
    assert len(page) == 0
    assert [link.label for link in page.links] == ["MS Society", "NICE 2019"]


def test_a_dated_source_with_a_link_under_references_is_one():
    page = pages.read(
        "## References\n\n- NICE (2019). [Percutaneous venoplasty for narrowed veins](https://example.org/ipg640).\n",
        "markdown",
    )
    assert [ref.id for ref in page] == ["nice2019"]
    assert page["nice2019"].title == "Percutaneous venoplasty for narrowed veins"


def test_the_words_on_a_page_before_its_first_reference_are_left_alone():
    page = pages.read(
        "Jane Smith\n\nIn 2009 a study found narrow veins.\n\nOkafor B. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399.\n",
        "text",
    )
    assert [ref.mention.text.split()[0] for ref in page] == ["Okafor"]


def texts(text, kind):
    if kind == "html":
        text = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return [ref.mention.text for ref in pages.read(text, kind)]


BETWEEN = [
    "Okafor B. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399.",
    "Lindqvist A. Veins in winter: a book. 2011.",
    "Brown C. Narrowed veins: a survey. Lancet Neurol. 2011;12:45-52.",
]


def test_what_stands_between_references_needs_less_to_be_one():
    page = pages.read("\n\n".join(BETWEEN), "text")
    assert [ref.id for ref in page] == ["okafor2009", "lindqvist2011", "brown2011"]
    assert len(pages.read(BETWEEN[1], "text")) == 0


def test_prose_between_references_stays_prose():
    for prose in PROSE.values():
        page = pages.read("\n\n".join([BETWEEN[0], prose, BETWEEN[2]]), "text")
        assert [ref.id for ref in page] == ["okafor2009", "brown2011"], prose
