import codecs

import pytest

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.decoding import decode, of_web

TEXT = "Müller – “quoted” naïve\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_whatever_its_encoding(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_declared_encodings_are_believed():
    assert decode('<?xml version="1.0" encoding="iso-8859-2"?><a>Łódź</a>'.encode("iso-8859-2")).endswith("<a>Łódź</a>")
    assert "Привет" in decode('<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251"))
    assert "Łódź" in decode("% Encoding: ISO8859_2\n@book{a, title={Łódź}}".encode("iso-8859-2"))


def test_a_wrong_declaration_does_not_matter():
    assert "Müller" in decode("<meta charset=utf-8>Müller".encode("cp1252"))
    assert "Müller" in decode("<meta charset=nonsense>Müller".encode("cp1252"))
    assert "Müller" in decode('<?xml encoding="utf-16"?>Müller'.encode())


def test_bytes_that_no_code_page_has_are_still_read():
    assert decode(b"caf\xe9 \x81\n").startswith("café")


def test_line_ends_are_line_feeds():
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 4,
        b"abc\0\0\1\2" * 9,
        codecs.BOM_UTF16_LE,
    ],
)
def test_binary_files_are_refused(data):
    if data == codecs.BOM_UTF16_LE:
        assert decode(data) == ""
        return
    with pytest.raises(InputError, match=r"x\.bib: is .* not text"):
        decode(data, "x.bib")


def test_nothing_is_empty_text():
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        ("gb2312", "gbk", "朱镕基"),
        ("iso-2022-jp", "iso2022_jp", "参考文献"),
        ("euc-kr", "cp949", "똠방각하"),
        ("shift_jis", "cp932", "①髙"),
    ],
)
def test_a_label_means_what_it_means_on_the_web(label, encoding, words):
    data = f"<meta charset={label}><p>{words}</p>".encode(encoding)
    assert words in decode(data)


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("cn-big5", "big5", "繁體中文"), ("ISO-8859-8-I", "iso8859-8", "שלום"), ("iso-8859-8-e", "iso8859-8", "שלום"),
        ("visual", "iso8859-8", "שלום"), ("logical", "iso8859-8", "שלום"), ("koi", "koi8-r", "Привет"),
        ("koi8", "koi8-r", "Привет"), ("koi8-ru", "koi8-u", "Їжак і ґава"), ("windows-31j", "cp932", "①日本語"),
        (" X-MAC-CYRILLIC ", "mac-cyrillic", "Привет"), ("windows-1251", "cp1251", "Привет"),
    ],
)  # fmt: skip
def test_labels_of_the_web_that_python_does_not_know_are_known(label, encoding, text):
    assert of_web(text.encode(encoding), label) == text


@pytest.mark.parametrize("label", ["", "\0", "é" * 9000, "rot13", "undefined", "unicode_escape", "utf-7", "..", "hex"])
def test_a_label_that_is_none_of_a_text_says_nothing(label):
    assert of_web("<p>café</p>".encode("cp1252"), label) == "<p>café</p>"
