"""Keys and links of a file's entries."""

import itertools

import pytest

from ccsvi_refs import formats


def read(text, name="bibtex"):
    return formats.read(text, name, "x")


def test_a_key_that_is_given_is_never_lent():
    page = read("@book{k, title={One}}\n@book{k, title={Two}}\n@book{k-2, title={Three}}")
    assert [(item.id, item.title) for item in page] == [("k", "One"), ("k-3", "Two"), ("k-2", "Three")]
    page = read("@book{, title={One}, author={Roe, A}, year=2001}\n@book{roe2001, title={Two}}")
    assert [item.id for item in page] == ["roe2001b", "roe2001"]


def test_made_keys_do_not_depend_on_the_order_of_the_file():
    records = [f"TY  - JOUR\nTI  - {title}\nAU  - Roe, A\nPY  - 2001\nER  - \n" for title in ("One", "Two", "Three")]
    found = {
        frozenset((item.title, item.id) for item in read("".join(order), "ris"))
        for order in itertools.permutations(records)
    }
    assert len(found) == 1
    assert len({key for _, key in next(iter(found))}) == 3


@pytest.mark.parametrize(
    ("fields", "urls"),
    [
        (r"howpublished={Website, \url{https://x.org/~me/a_b%20c}}", ["https://x.org/~me/a_b%20c"]),
        (r"note={Available at \url{https://x.org/b--c}. Accessed 2020}", ["https://x.org/b--c"]),
        (r"howpublished={\href{https://x.org/d}{The site}}", ["https://x.org/d"]),
        (r"url={http://a.org/1 http://a.org/2}", ["http://a.org/1", "http://a.org/2"]),
        (r"url={http://a.org/1, http://a.org/2; www.b.org/3}", ["http://a.org/1", "http://a.org/2", "http://www.b.org/3"]),
        (r"url={https://web.archive.org/web/2020/http://a.org/x}", ["https://web.archive.org/web/2020/http://a.org/x"]),
        (r"archiveurl={https://web.archive.org/web/1/http://a.org}", ["https://web.archive.org/web/1/http://a.org"]),
        (r"bdsk-url-1={https://b.org/x}, note={See https://c.org/y and (https://d.org/z).}",
         ["https://c.org/y", "https://d.org/z", "https://b.org/x"]),
        ("url={https://a.org/very/long/\n   path}", ["https://a.org/very/long/path"]),
        (r"doi={10.5555/a}, addendum={\url{https://x.org/i}}", ["https://doi.org/10.5555/a", "https://x.org/i"]),
        (r"abstract={Data at https://x.org/data}", []),
    ],
)  # fmt: skip
def test_every_address_of_an_entry_is_a_link(fields, urls):
    page = read(f"@misc{{a,\n title={{T}},\n {fields}}}")
    assert [link.url for link in page.links] == urls
    assert all(link.location.line == 3 and link.reference == "a" for link in page.links)


def test_an_address_in_howpublished_is_where_the_work_is():
    item = read(r"@misc{a, title={T}, howpublished={\href{https://x.org/d}{The site}}}").references[0]
    assert (item.text("URL"), item.text("medium")) == ("https://x.org/d", "The site")
    item = read(r"@misc{a, title={T}, howpublished={Available online at \url{https://x.org/d}.}}").references[0]
    assert (item.text("URL"), item.text("medium")) == ("https://x.org/d", "")


def test_a_second_address_is_written_again():
    text = formats.write(read("@misc{a, title={T}, url={http://a.org/1 http://a.org/2}}"), "bibtex")
    assert "http://a.org/2" in text


def test_ris_links():
    text = (
        "TY  - JOUR\nTI  - T\nUR  - https://a.org/1; https://a.org/2\nUR  - https://a.org/3\nL1  - https://a.org/x.pdf\n"
        "L4  - https://a.org/fig\nN1  - Code at https://a.org/code.\nER  - \n"
    )
    page = read(text, "ris")
    assert {(link.url, link.location.line) for link in page.links} == {
        ("https://a.org/1", 3), ("https://a.org/2", 3), ("https://a.org/3", 4), ("https://a.org/x.pdf", 5),
        ("https://a.org/fig", 6), ("https://a.org/code", 7),
    }  # fmt: skip
    again = read(formats.write(page, "ris"), "ris")
    assert {link.url for link in again.links} == {link.url for link in page.links}
