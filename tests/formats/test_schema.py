"""What every reader makes of real records is valid CSL-JSON."""

import gzip
import json

import jsonschema

from ccsvi_refs import formats
from ccsvi_refs.formats.decoding import decode


def test_real_records_become_valid_items(corpus):
    schema = json.loads((corpus / "csl/schema/csl-data.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    files = [path for name in ("bib", "ris", "nbib") for path in sorted((corpus / "formats" / name).iterdir())]
    texts = [(decode(path.read_bytes()), formats.by_suffix(str(path))) for path in files]
    texts += [
        (decode(path.read_bytes()), "pubmed") for path in sorted((corpus / "recordings/pubmed").glob("[0-9]*.xml"))
    ]
    works = gzip.decompress((corpus / "recordings/crossref/works.jsonl.gz").read_bytes())
    items = [
        reference.to_csl()
        for text, format_ in [*texts, (works.decode(), "crossref")]
        for reference in formats.read(text, format_)
    ]
    assert len(items) > 1000
    assert [f"{error.message} in {list(error.path)}" for error in validator.iter_errors(items)] == []
