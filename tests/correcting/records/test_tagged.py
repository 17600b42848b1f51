from __future__ import annotations

import pytest

from ccsvi_refs.model import Notice
from tests.correcting.records.fixing import LAKES, altered, fixed, put_right_alone, registered

RIS = f"""TY  - JOUR
ID  - lakes
AU  - Ångström, Åsa
AU  - Nuñez, María José
AU  - van der Berg, Pieter
TI  - {LAKES["title"]}
T2  - Limnology Letters
VL  - 12
IS  - 2
SP  - 101
EP  - 118
PY  - 2014
DO  - 10.5555/limno.2014.0012
KW  - ice; lakes
ER  -{" "}
"""
MEDLINE = """
PMID- 99000001
OWN - NLM
IS  - 1234-5678 (Print)
VI  - 12
IP  - 2
DP  - 2014 Feb
TI  - Winter ice on small lakes and the timing of the
      spring bloom.
PG  - 101-18
LID - 10.5555/limno.2014.0012 [doi]
AB  - Ice: it is thick.
FAU - Angstrom, Asa
AU  - Angstrom A
AD  - Department of Lakes, Uppsala.
FAU - Nunez, Maria Jose
AU  - Nunez MJ
FAU - van der Berg, Pieter
AU  - van der Berg P
LA  - eng
TA  - Limnol Lett
JT  - Limnology letters
PST - ppublish
SO  - Limnol Lett. 2014 Feb;12(2):101-18. doi: 10.5555/limno.2014.0012.
"""
REFER = f"""%0 Journal Article
%A Ångström, Åsa
%A Nuñez, María José
%A van der Berg, Pieter
%T {LAKES["title"]}
%J Limnology Letters
%V 12
%N 2
%P 101-118
%D 2014
%R 10.5555/limno.2014.0012
%F lakes
"""
WHOLE = {"ris": RIS, "nbib": MEDLINE, "refer": REFER}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_record_with_which_nothing_is_wrong_stays(kind: str) -> None:
    assert fixed(WHOLE[kind], kind) == (WHOLE[kind], [], [])


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("ris", "VL  - 12", "VL  - 21"),
        ("ris", "VL  - 12\nIS  - 2", "VL  - 21(2)"),
        ("ris", "IS  - 2", "IS  - 3"),
        ("ris", "IS  - 2", "IS  - No. 3"),
        ("ris", "SP  - 101\nEP  - 118", "SP  - 110\nEP  - 118"),
        ("ris", "SP  - 101\nEP  - 118", "SP  - 101-119"),
        ("ris", "SP  - 101\nEP  - 118", "SP  - 110"),
        ("ris", "PY  - 2014", "PY  - 2004"),
        ("ris", "PY  - 2014", "PY  - 2004/02/11/\nDA  - 2004/02/11"),
        ("ris", "DO  - 10.5555/limno.2014.0012", "DO  - 10.5555/limno.2014.0013"),
        ("ris", "TI  - Winter", "T1  - Wintr"),
        ("ris", "AU  - Nuñez, María José", "AU  - Nunyez, María José"),
        ("ris", "AU  - Ångström, Åsa\nAU  - Nuñez, María José", "AU  - Nuñez, María José\nAU  - Ångström, Åsa"),
        ("ris", "AU  - Nuñez, María José\n", ""),
        ("ris", "AU  - van der Berg, Pieter\n", ""),
        ("ris", "AU  - van der Berg, Pieter\n", "AU  - Smith, John\nAU  - van der Berg, Pieter\n"),
        ("ris", "IS  - 2\n", ""),
        ("ris", "VL  - 12\nIS  - 2\n", ""),
        ("ris", "VL  - 12\nIS  - 2\nSP  - 101\nEP  - 118\n", ""),
        ("ris", "DO  - 10.5555/limno.2014.0012\n", ""),
        ("nbib", "VI  - 12", "VI  - 21"),
        ("nbib", "PG  - 101-18", "PG  - 101-19"),
        ("nbib", "DP  - 2014 Feb", "DP  - 2004 Feb"),
        ("nbib", "DP  - 2014 Feb", "DP  - 2004 Mar"),
        ("nbib", "timing of the\n      spring", "timing of the\n      autumn"),
        ("nbib", "FAU - Nunez, Maria Jose\nAU  - Nunez MJ\n", ""),
        ("nbib", "FAU - Nunez, Maria Jose\nAU  - Nunez MJ\n", "FAU - Smith, John\nAU  - Smith J\nFAU - Nunez, Maria Jose\nAU  - Nunez MJ\n"),
        ("nbib", "LID - 10.5555/limno.2014.0012", "LID - 10.5555/limno.2014.0013"),
        ("refer", "%V 12", "%V 21"),
        ("refer", "%P 101-118", "%P 101-119"),
        ("refer", "%D 2014", "%D 2004"),
        ("refer", "small lakes", "lakes"),
        ("refer", "%N 2\n", ""),
        ("refer", "%A Nuñez, María José", "%A Nuñes, María José"),
        ("refer", "%R 10.5555/limno.2014.0012\n", ""),
    ],
)  # fmt: skip
def test_a_fault_is_put_right_in_its_line_and_no_other(kind: str, right: str, wrong: str) -> None:
    put_right_alone(WHOLE[kind], kind, right, wrong)


def test_what_is_missing_stands_where_it_belongs() -> None:
    place = "VL  - 12\nIS  - 2\nSP  - 101\nEP  - 118\n"
    assert fixed(RIS.replace(place, ""), "ris").text == RIS
    assert fixed(RIS.replace("DO  - 10.5555/limno.2014.0012\n", ""), "ris").text == RIS.replace(
        "PY  - 2014\nDO  - 10.5555/limno.2014.0012\n", "DO  - 10.5555/limno.2014.0012\nPY  - 2014\n"
    )


def test_the_lines_of_an_author_go_and_come_together() -> None:
    without = MEDLINE.replace("FAU - Nunez, Maria Jose\nAU  - Nunez MJ\n", "")
    assert "FAU - Nuñez, María José\nAU  - Nuñez MJ\nFAU - van der Berg" in fixed(without, "nbib").text
    more = MEDLINE.replace("FAU - Nunez", "FAU - Smith, Jo\nAU  - Smith J\nAD  - Nowhere.\nFAU - Nunez")
    assert fixed(more, "nbib").text == MEDLINE


def test_a_paper_that_has_appeared_is_no_longer_ahead_of_print() -> None:
    ahead = MEDLINE.replace("VI  - 12\nIP  - 2\nDP  - 2014 Feb", "DP  - 2013 Nov 18").replace("PG  - 101-18\n", "")
    made = fixed(ahead.replace("PST - ppublish", "PST - aheadofprint"), "nbib")
    assert [new for _, new in altered(ahead, made.text) if new] == [
        "VI  - 12",
        "IP  - 2",
        "DP  - 2014 Feb",
        "PG  - 101-118",
    ]


def test_names_are_written_as_the_others_of_the_record() -> None:
    for one, other in (("Ångström, Å.", "Nuñez, M. J."), ("Ångström,Å.", "Nuñez,M. J."), ("Ångström Å", "Nuñez MJ")):
        last = one.replace("Ångström", "van der Berg").replace("Å", "P")
        text = RIS.replace("Ångström, Åsa", one).replace("AU  - Nuñez, María José\n", "")
        made = fixed(text.replace("van der Berg, Pieter", last), "ris")
        assert f"AU  - {one}\nAU  - {other}\nAU  - {last}\n" in made.text


def test_a_retraction_is_marked_in_a_line_of_its_own() -> None:
    works = [registered(LAKES, [Notice("retraction", "crossref", "10.5555/limno.2015.9")])]
    made = fixed(RIS, "ris", works=works, mark_retracted=True)
    assert made.text == RIS.replace("ER  - ", "N1  - Retracted: doi:10.5555/limno.2015.9\nER  - ")
    assert fixed(made.text, "ris", works=works, mark_retracted=True).changes == []


@pytest.mark.parametrize("kind", WHOLE)
def test_what_a_registry_says_puts_in_no_line(kind: str) -> None:
    evil = {"family": "Nuñez\nER  - \n%0 Book\n\nPMID- 1", "given": "M\nTY  - BOOK"}
    works = [
        registered(LAKES | {"author": [LAKES["author"][0], evil, LAKES["author"][2]], "volume": "13\nER  - \n\n%0"})
    ]
    made = fixed(WHOLE[kind].replace("Nuñez, María José", "Smith, John"), kind, works=works)
    assert len(made.text.split("\n")) == len(WHOLE[kind].split("\n"))


def test_a_wrong_pmid_is_put_right_where_the_record_has_it() -> None:
    works = [registered(LAKES | {"PMID": "24000001"})]
    text = RIS.replace("KW  - ice", "U1  - 24000002[pmid]\nKW  - ice")
    assert fixed(text, "ris", works=works).text == text.replace("24000002", "24000001")
