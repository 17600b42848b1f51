from ccsvi_refs import formats
from tests.formats.test_growth import counted

RECORD = """PMID- 27169098
IS  - 2277-9175 (Electronic)
VI  - 5
DP  - 2016
TI  - Proteomics: A new perspective
      for cancer.
PG  - 67-9
LID - 10.4103/2277-9175.180636 [doi]
FAU - Shruthi, Basavaradhya Sahukar
AU  - Shruthi BS
FAU - Selvamani
AU  - Selvamani
CN  - The Group.
LA  - eng
DEP - 20160419
TA  - Adv Biomed Res
JT  - Advanced biomedical research
PST - aheadofprint
"""


def test_a_record_becomes_a_csl_item():
    page = formats.read(RECORD, "nbib", "x.nbib")
    item = page.references[0].to_csl()
    assert item == {
        "id": "pmid27169098",
        "type": "article-journal",
        "title": "Proteomics: A new perspective for cancer",
        "author": [
            {"family": "Shruthi", "given": "Basavaradhya Sahukar"},
            {"family": "Selvamani"},
            {"literal": "The Group"},
        ],
        "container-title": "Advanced biomedical research",
        "container-title-short": "Adv Biomed Res",
        "volume": "5",
        "page": "67-69",
        "issued": {"date-parts": [[2016]]},
        "available-date": {"date-parts": [[2016, 4, 19]]},
        "status": "Epub ahead of print",
        "PMID": "27169098",
        "DOI": "10.4103/2277-9175.180636",
        "ISSN": "2277-9175",
        "language": "en",
    }


def test_records_follow_one_another():
    page = formats.read(f"{RECORD}\n{RECORD.replace('27169098', '1')}", "nbib")
    assert [(reference.id, reference.mention.location.line) for reference in page] == [
        ("pmid27169098", 1),
        ("pmid1", 20),
    ]


def test_text_that_is_no_record_is_a_problem():
    page = formats.read(f"{RECORD}\n\nOWN - NLM\n".replace("PMID- 27169098\n", "", 0), "nbib")
    assert len(page) == 1
    (problem,) = formats.read("hello\n", "nbib").problems
    assert problem.location.line == 1


def test_each_short_form_belongs_to_one_full_name_however_many_there_are():
    people = "FAU - Okafor, Ben\nFAU - Okafor, Bo\nAU  - Okafor B\nAU  - Okafor B\nAU  - Okafor C\n"
    (record,) = formats.read(f"PMID- 1\n{people}", "nbib")
    assert [name["given"] for name in record.data["author"]] == ["Ben", "Bo", "C"]
    (few, little), (many, much) = (
        counted(lambda size=size: formats.read("PMID- 1\n" + "FAU - Okafor, Ben\nAU  - Okafor B\n" * size, "nbib"))
        for size in (500, 2000)
    )
    assert len(many.references[0].data["author"]) == 4 * len(few.references[0].data["author"]) == 2000
    assert much < 5 * little
