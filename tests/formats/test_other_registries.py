import json

from ccsvi_refs.formats.records import datacite, europepmc

ARXIV = {
    "data": {
        "attributes": {
            "doi": "10.48550/ARXIV.2101.00001",
            "titles": [{"title": "A <b>title</b>"}, {"title": "And more", "titleType": "Subtitle"}],
            "creators": [
                {"name": "Doe, Jane", "nameType": "Personal", "givenName": "Jane", "familyName": "Doe"},
                {"name": "The Group", "nameType": "Organizational"},
                {"name": "Roe, Richard", "nameType": "Personal"},
            ],
            "publisher": {"name": "arXiv"},
            "publicationYear": 2021,
            "types": {"resourceTypeGeneral": "Preprint"},
            "dates": [{"date": "2021-01-02T00:00:00Z", "dateType": "Issued"}],
            "relatedIdentifiers": [
                {
                    "relationType": "IsPreviousVersionOf",
                    "relatedIdentifier": "10.1234/v2",
                    "relatedIdentifierType": "DOI",
                }
            ],
            "url": "https://arxiv.org/abs/2101.00001",
        }
    }
}
PAPER = {
    "source": "MED",
    "pmid": "20137807",
    "doi": "10.1234/X",
    "title": "RETRACTED: A paper on things.",
    "authorList": {"author": [{"firstName": "A J", "lastName": "Wakefield"}, {"collectiveName": "Group"}]},
    "journalInfo": {
        "volume": "351",
        "issue": "9103",
        "dateOfPublication": "1998 Feb",
        "journal": {"title": "Lancet (London, England)", "isoabbreviation": "Lancet", "issn": "0140-6736"},
    },
    "pageInfo": "637-41",
    "language": "eng",
    "electronicPublicationDate": "1998-01-15",
    "commentCorrectionList": {
        "commentCorrection": [{"id": "20137807", "source": "MED", "type": "Retraction in", "reference": "Lancet. 2010"}]
    },
}


def test_datacite_becomes_a_csl_item():
    found = datacite.reference(ARXIV)
    assert found.to_csl() == {
        "id": "10.48550/arxiv.2101.00001",
        "type": "article",
        "title": "A <b>title</b>: And more",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "The Group"}, {"family": "Roe", "given": "Richard"}],
        "publisher": "arXiv",
        "issued": {"date-parts": [[2021, 1, 2]]},
        "DOI": "10.48550/arxiv.2101.00001",
        "URL": "https://arxiv.org/abs/2101.00001",
    }
    assert [(notice.kind, notice.doi) for notice in found.notices] == [("new-version", "10.1234/v2")]
    assert found.provenance["title"][0].source == "datacite"


def test_europe_pmc_becomes_a_csl_item():
    found = europepmc.reference(PAPER)
    assert found.to_csl() == {
        "id": "pmid20137807",
        "type": "article-journal",
        "title": "A paper on things",
        "author": [{"family": "Wakefield", "given": "A J"}, {"literal": "Group"}],
        "container-title": "Lancet",
        "container-title-short": "Lancet",
        "ISSN": "0140-6736",
        "volume": "351",
        "issue": "9103",
        "issued": {"date-parts": [[1998, 2]]},
        "available-date": {"date-parts": [[1998, 1, 15]]},
        "page": "637-641",
        "DOI": "10.1234/x",
        "PMID": "20137807",
        "language": "en",
    }
    assert [(notice.kind, notice.pmid) for notice in found.notices] == [("retraction", "20137807")]


def test_records_in_any_shape_never_break_them():
    for record in ({}, {"data": None}, {"titles": [None]}, {"creators": [{}]}, {"publisher": None}, {"title": None},
                   {"authorList": {"author": [None, {}]}}, {"journalInfo": "x"}, {"types": []}):  # fmt: skip
        for read in (datacite.reference, europepmc.reference):
            found = read(record)
            assert json.loads(json.dumps(found.as_json()))["id"] == found.id
            assert all(name.family or name.literal for name in found.authors)
