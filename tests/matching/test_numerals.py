import pytest

from ccsvi_refs.matching import numerals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Journal of Neurology 2009;80:392-399.", (2009, "80", "", "392", "399")),
        ("CMAJ 2011:183(16):e1203-e1212.", (2011, "183", "16", "e1203", "e1212")),
        ("European Radiology 2017 Jan;27(1):239-46.", (2017, "27", "1", "239", "246")),
        ("A. Roe (2007). On 3 things. Langmuir, 23(21), 10706–10714.", (2007, "23", "21", "10706", "10714")),
        ("(1) Roe, R. Zoomorphology 1985, 105, 16–29.", (1985, "105", "", "16", "29")),
        ("J. Roe, European Journal of Cancer 50, 45 (2014).", (2014, "50", "", "45", "")),
        ("[1] J. Roe, Tetrahedron Letters 26 (1985) 6473.", (1985, "26", "", "6473", "")),
        ("Roe, Jane. “Title.” Journal 45, no. 3 (Spring 2009): 123–45.", (2009, "45", "3", "123", "145")),
        ("Roe, Jane. “Title.” Journal, vol. 45, no. 3, 2009, pp. 123-45.", (2009, "45", "3", "123", "145")),
        ("Roe. Modelling (1912) 1930;19:513-8", (1930, "19", "", "513", "518")),
        ("Roe J. Title 2000. Science 2014, 1-5 (2014)", (2014, "2014", "", "1", "5")),
        ("Roe J. A book. New York: Press; 2005. p. 45-60.", (2005, "", "", "45", "60")),
        ("JAMA Neurology 2017 Nov 18 [Epub ahead of print].", (2017, "", "", "", "")),
        ("PLoS ONE 2014;9(6):e100782.", (2014, "9", "6", "e100782", "")),
        ("Clin Gastro 2017,15,127-131", (2017, "15", "", "127", "131")),
    ],
)
def test_a_locator_is_read_in_every_style(text: str, expected: tuple[object, ...]) -> None:
    found = numerals.locator(text)
    assert (found.year, found.volume, found.issue, found.first_page, found.last_page) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E1203-12", ("e1203", "e1212")),
        ("392–9", ("392", "399")),
        ("S35-S41", ("s35", "s41")),
        ("s35-41", ("s35", "s41")),
        ("0123-0130", ("123", "130")),
        ("e072319", ("e72319", "")),
        ("", ("", "")),
    ],
)
def test_pages_are_expanded(text: str, expected: tuple[str, str]) -> None:
    assert numerals.pages(text) == expected
