"""Documents that fuzzing found to break their readers."""

import io

import pytest

from ccsvi_refs.errors import InputError
from ccsvi_refs.pages.loading import load

BROKEN = {
    "a name with a colon in JATS": ("jats", b"<article><back><ref-list><ref><element-citation><fpage:1>1</fpage:1>"),
    "a list without items in LaTeX": ("latex", b"\\begin{thebibliography}{9}\n\\end{thebibliography}"),
    "a character set with a null in MHTML": (
        "mhtml", b'MIME-Version: 1.0\nContent-Type: text/html; charset="ut\x00f-8"\n\n<h2>References</h2>'
    ),
    "half a character in a notebook": (
        "ipynb", b'{"cells":[{"cell_type":"markdown","source":["---\\nt: \\ud800\\n---\\n# A \\ud800"]}]}'
    ),
    "a notebook without end": ("ipynb", b'{"cells":' + b"[" * 2000),
    "a notebook nested deeply": ("ipynb", b'{"cells":' + b"[" * 500 + b"]" * 500 + b"}"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), BROKEN.values(), ids=BROKEN)
def test_a_broken_document_is_read_or_refused(kind, data):
    try:
        found = load(io.BytesIO(data), kind)
    except InputError as error:
        found = error
    assert "\ud800" not in str(found)
