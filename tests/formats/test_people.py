"""Names as files write them: initials that stand as one word, names with the initials behind."""

import pytest

from ccsvi_refs import rendering
from ccsvi_refs.formats import citation, nbib, ris
from ccsvi_refs.formats.people import parse

TEXT = "Doe JA, van der Roe PQR. A study of initials. J Test. 2001;12(3):1-9."
NBIB = "PMID- 10000001\nTI  - A study of initials.\nAU  - Doe JA\nAU  - van der Roe PQR\nJT  - J Test\nDP  - 2001\n"
RIS = "TY  - JOUR\nTI  - A study of initials\nAU  - Doe JA\nAU  - van der Roe, PQR\nJF  - J Test\nPY  - 2001\nER  - \n"


@pytest.mark.parametrize(
    "reference",
    [citation.read(TEXT).with_fields(id="doe"), nbib.read(NBIB).references[0], ris.read(RIS).references[0]],
    ids=["text", "nbib", "ris"],
)
def test_every_style_prints_all_initials(reference):
    assert [name.initials for name in reference.authors] == ["JA", "PQR"]
    assert "Doe, J. A., & van der Roe, P. Q. R." in rendering.render([reference], "apa")
    assert "Doe JA, van der Roe PQR" in rendering.render([reference], "nlm-citation-sequence")


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Lund K.", "Lund", "K."),
        ("De Vries A.B.", "De Vries", "A.B."),
        ("Smith-Jones C.-D.", "Smith-Jones", "C.-D."),
        ("St. John A.B.", "St. John", "A.B."),
        ("Ivanov Yu.V.", "Ivanov", "Yu.V."),
        ("Петров П. П.", "Петров", "П. П."),
        ("OSTRANDER J M", "Ostrander", "J M"),
        ("DOE JA", "Doe", "J A"),
        ("Le MN", "Le", "M N"),
        ("J. A. Doe", "Doe", "J. A."),
        ("J A Doe", "Doe", "J A"),
        ("ANN LEE", "Lee", "Ann"),
        ("WANG, XU", "Wang", "XU"),
        ("Sartre J-P", "Sartre", "J-P"),
    ],
)
def test_initials_behind_the_family_name(written, family, given):
    assert parse(written) == {"family": family, "given": given}


@pytest.mark.parametrize("written", ["Doe, Jane A 3rd", "Doe JA 3rd", "Doe, Piet Jr"])
def test_a_generation_is_no_given_name(written):
    assert parse(written)["suffix"] in ("3rd", "Jr")
    assert parse(written)["family"] == "Doe"
