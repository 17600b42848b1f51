"""Styles of other countries and programs: what is right in them is no error, and what is wrong is one, read or unread."""

import pytest

from ccsvi_refs.formats import citation
from ccsvi_refs.matching import Difference, choose, differences
from ccsvi_refs.model import Mention, Reference
from tests.matching.works import record

PAPER = record(
    "Slow marketing of copper kettles: evidence from twelve harbour towns",
    "Hinds Eric; Lu Ning; Mirus Benjamin",
    "Journal of Kettle Marketing",
    "2014;50(2/3/4):214-221",
    DOI="10.5555/jkm.50.053",
)
TITLE = PAPER.title


def wrong(text: str, registered: Reference = PAPER) -> dict[str, list[Difference]]:
    """Return what is wrong with a string, by itself and as it was read, by field."""
    found: dict[str, list[Difference]] = {}
    for data in (citation.read(text).data, {"id": "x"}):
        for one in differences(Reference(data, Mention(text)), registered):
            if one.kind == "error":
                found.setdefault(one.field, []).append(one)
    return found


GOST = f"Hinds E., Lu N., Mirus B. {TITLE} // Journal of Kettle Marketing. – 2014. – Vol. 50, № 2/3/4. – P. 214–221."
DIN = (
    f"HINDS, Eric; LU, Ning; MIRUS, Benjamin: {TITLE}. In: Journal of Kettle Marketing 50 (2014), Nr. 2/3/4, S. 214–221"
)
ELSEVIER = f"E. Hinds, N. Lu, B. Mirus, {TITLE}, Journal of Kettle Marketing 50 (2014) 214–221."
CHICAGO = f"Hinds, Eric, Ning Lu, and Benjamin Mirus. 2014. “{TITLE}.” Journal of Kettle Marketing 50 (2/3/4): 214–221."
ACS = "Hinds, E.; Lu, N.; Mirus, B. Journal of Kettle Marketing 2014, 50, 214-221."
STYLES = [GOST, DIN, ELSEVIER, CHICAGO, ACS]


@pytest.mark.parametrize(
    "text",
    [
        *STYLES,
        f"Eric Hinds, Ning Lu, Benjamin Mirus. {TITLE}. Journal of Kettle Marketing, 50, 2014, p214.",
        f"Hinds E, Lu N, Mirus B; for the Kettle Study Investigators. {TITLE}. J Kettle Mark. 2014;50(2/3/4):214-21.",
        f"Hinds E, et al; on behalf of the KETTLE Trialists. {TITLE}. J Kettle Mark. 2014;50:214-21.",
        "Hinds E, Lu N, Mirus B. Slow marketing of copper … J Kettle Mark. 2014;50(2/3/4):214-21.",
        "Hinds E, Lu N, Mirus B. Slow marketing of copper kettles: evidence ... J Kettle Mark. 2014;50:214-21.",
        f"Hinds E, Lu N, Mirus B. {TITLE}. J Kettle Mark. Jg. 50 (2014), H. 2/3/4, S. 214-221.",
        f"Hinds, Eric, et al. “{TITLE}.” Journal of Kettle Marketing, t. 50, nº 2/3/4, 2014, págs. 214-221.",
        f"Hinds E, Lu N, Mirus B. {TITLE}. J Kettle Mark. 2014 März;50(2/3/4):214-21.",
    ],
)
def test_a_right_citation_in_a_style_of_its_own_was_called_wrong(text: str) -> None:
    assert wrong(text) == {}
    assert choose(text, [PAPER]).status == "matched"


@pytest.mark.parametrize("text", STYLES)
@pytest.mark.parametrize(
    ("right", "put", "field"),
    [
        ("50", "51", "volume"),
        ("214", "234", "page"),
        ("2014", "2010", "issued"),
        ("2/3/4", "7", "issue"),
        ("Journal of Kettle Marketing", "Annals of Harbour Science", "container-title"),
        ("evidence from twelve harbour towns", "a prospective survey of teapots", "title"),
        ("Mirus", "Okonkwo", "author"),
    ],
)
def test_a_wrong_field_went_unseen_in_some_style(text: str, right: str, put: str, field: str) -> None:
    changed = text.replace(right, put)
    if changed != text:
        assert set(wrong(changed)) == {field}
        assert len(wrong(changed)[field]) == 2


@pytest.mark.parametrize(
    "text",
    [
        ACS.replace("Mirus, B.", "Mirus, B.; Okonkwo, D."),
        DIN.replace("Benjamin:", "Benjamin; OKONKWO, Daniel:"),
        f"Hinds, Eric; Lu, Ning; Mirus, Benjamin; Okonkwo, Daniel (2014). \"{TITLE}\". J Kettle Mark. 50: 214–221.",
    ],
)  # fmt: skip
def test_an_author_added_to_a_list_with_semicolons_was_not_seen(text: str) -> None:
    assert [one.note for one in wrong(text)["author"]][-1].lower() == "adds okonkwo d"


def test_given_names_that_are_a_coauthors_family_name_were_taken_for_him() -> None:
    twins = PAPER.with_fields(
        author=[
            {"family": "Chen", "given": "Xiao"},
            {"family": "Xiao", "given": "Wenbo"},
            {"family": "Singh", "given": "R."},
        ]
    )
    text = DIN.replace("HINDS, Eric; LU, Ning; MIRUS, Benjamin", "CHEN, Xiao; XIAO, Wenbo; SINGH, Ravi")
    assert wrong(text, twins) == {}
    alone = PAPER.with_fields(
        author=[{"family": "Mangat", "given": "Naurang Singh"}, {"family": "Singh", "given": "Ravi"}]
    )
    mla = f"Mangat, Naurang Singh, et al. “{TITLE}.” Journal of Kettle Marketing, vol. 50, 2014, pp. 214-21."
    assert wrong(mla, alone) == {}


def test_numbers_of_the_title_were_taken_for_the_place_in_print() -> None:
    steel = PAPER.with_fields(title="A ductile model for DIN1623 St12 kettle steel")
    text = f"Hinds E, Lu N, Mirus B. {steel.title}. J Kettle Mark. Published online March 3, 2014."
    assert wrong(text, steel) == {}


def test_the_volume_of_a_journal_that_counts_by_years_hid_a_wrong_year() -> None:
    yearly = PAPER.with_fields(volume="2014", issue=None)
    right = f"Hinds, Eric, Ning Lu, and Benjamin Mirus. 2014. “{TITLE}.” Journal of Kettle Marketing 2014: 214–221."
    assert wrong(right, yearly) == {}
    assert set(wrong(right.replace("Mirus. 2014", "Mirus. 2011"), yearly)) == {"issued"}
    assert set(wrong(right.replace("Marketing 2014", "Marketing 2016"), yearly)) == {"volume"}


@pytest.mark.parametrize("said", ["Canadian Journal of Mathematics", "Journal canadien de mathématiques"])
def test_a_journal_with_a_name_in_two_languages_is_one(said: str) -> None:
    both = PAPER.with_fields(**{"container-title": "Journal canadien de mathématiques"})
    assert wrong(ELSEVIER.replace("Journal of Kettle Marketing", said), both) == {}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (f"Hinds E, Lu N, Mirus B. {TITLE}. J Kettle Mark, 2014, 50. PubMed | CrossRef | Google Scholar", {}),
        (f"Hinds, E., Lu, N., & Mirus, B. (2014). {TITLE}. J Kettle Mark, 2000.2, 467–468.", {"volume": "2000.2", "issue": "0", "page": "467-468"}),
        (f"Hinds E, Lu N, Mirus B. {TITLE}. J Kettle Mark 2014;50:1687814016679277.", {"page": "1687814016679277", "issue": None}),
        ("Hinds E, Lu N, Mirus B. Boiling 7:1 kettle:lid ratio trials. J Kettle Mark. Published online March 3, 2014.", {"title": "Boiling 7:1 kettle:lid ratio trials"}),
    ],
)  # fmt: skip
def test_what_was_read_astray_was_called_wrong(text: str, fields: dict[str, str]) -> None:
    assert wrong(text, PAPER.with_fields(**fields)) == {}


def test_of_a_book_the_publisher_and_the_number_of_pages_were_taken_for_journal_and_page() -> None:
    book = PAPER.with_fields(
        type="book", volume=None, issue=None, page=None, publisher="Leeds University Press", DOI=None,
        **{"container-title": "Harbour Studies"},
    )  # fmt: skip
    text = f"Hinds E, Lu N, Mirus B. {TITLE}. Leeds University Press, 2014. ISBN 978-0-306-40615-7. 312 pp."
    assert wrong(text, book) == {}
    assert choose(text, [book]).status == "matched"


def test_biorxiv_was_another_server_than_openrxiv_which_runs_it() -> None:
    preprint = PAPER.with_fields(
        type="article", volume=None, issue=None, page=None, publisher="openRxiv", **{"container-title": None}
    )
    text = f"Hinds, E., Lu, N., & Mirus, B. (2014). {TITLE}. bioRxiv. https://doi.org/10.5555/jkm.50.053"
    assert wrong(text, preprint) == {}


def test_a_wrong_page_with_its_letter_went_unseen() -> None:
    text = f"Eric Hinds, Ning Lu, Benjamin Mirus. {TITLE}. Journal of Kettle Marketing, 50, 2014, p234."
    assert {field: len(found) for field, found in wrong(text).items()} == {"page": 2}


def test_a_volume_that_looks_like_a_year_was_taken_for_it() -> None:
    late = PAPER.with_fields(volume="1797")
    text = f"Eric Hinds, Ning Lu, Benjamin Mirus. {TITLE}. Journal of Kettle Marketing, 1797, 2014, p214."
    assert wrong(text, late) == {}
