"""Lists of references as pages print them, in plain text, Markdown and HTML: all of them found, and nothing else."""

import textwrap

import pytest

from ccsvi_refs import pages

PROSE = (
    "Veins carry blood back to the heart. In 2009 a team of surgeons reported that narrowed veins were common, and by "
    "2014 at least 12 (40%) of 30 centres had stopped looking for them. Okafor (2009) disagreed with Lindqvist and Brown."
)

V1 = "Okafor B, Lindqvist A. Venous drainage and the shape of doubt. J Vein Stud. 2009;80(4):392-399."
V2 = "Brown C, de Vries D, et al. Narrowed veins in healthy volunteers: a survey. Lancet Neurol. 2011 Mar;12:e45-e52."
V3 = "Novák E. Sham procedures in small trials. BMJ. 2014;348:g1155. doi:10.5555/bmj.g1155."
V_IDS = ["okafor2009", "brown2011", "novak2014"]
A1 = "Okafor, B., & Lindqvist, A. (2009). Venous drainage and the shape of doubt. Journal of Vein Studies, 80(4), 392–399."
A2 = "Brown, C., de Vries, D., & Smith, E. F. (2011). Narrowed veins in healthy volunteers: A survey. Lancet Neurology, 12, 45–52. https://doi.org/10.5555/ln.45"
A3 = "Novák, E. (2014). Sham procedures in small trials (2nd ed.). Academic Press."
C1 = "Okafor B, et al.\nVenous drainage and the shape of doubt.\nJournal of Vein Studies 2009;80:392-399."
C2 = "Brown C, et al.\nNarrowed veins in healthy volunteers: a survey?\nLancet Neurology 2011 Mar;12(2):45-52."
C3 = "Novák E.\nSham procedures in small trials.\nBMJ 2014 Feb 3 [Epub ahead of print]."


def wrap(text, first="", rest=""):
    return textwrap.fill(text, 60, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


TEXT = {
    "one a line under a heading": f"{PROSE}\n\nReferences\n\n{V1}\n{V2}\n{V3}\n",
    "one a line without a heading": f"{PROSE}\n\n{V1}\n{V2}\n{V3}\n",
    "one a paragraph": f"{PROSE}\n\nReferences:\n\n{V1}\n\n{V2}\n\n{V3}\n",
    "numbered with full stops": f"{PROSE}\n\nReferences\n1. {V1}\n2. {V2}\n3. {V3}\n",
    "numbered in brackets": f"{PROSE}\n\n[1] {V1}\n[2] {V2}\n[3] {V3}\n",
    "numbered in brackets, wrapped": f"REFERENCES\n\n{wrap(V1, '[1] ', '    ')}\n{wrap(V2, '[2] ', '    ')}\n{wrap(V3, '[3] ', '    ')}\n",
    "numbered with round brackets": f"{PROSE}\n\n(1) {V1}\n(2) {V2}\n(3) {V3}\n",
    "numbered with one bracket": f"Sources\n\n1) {V1}\n2) {V2}\n3) {V3}\n\n{PROSE}",
    "superscript numbers": f"Notes\n\n¹ {V1}\n² {V2}\n³ {V3}\n",
    "bulleted with dots": f"{PROSE}\n\nFurther reading\n\n  • {V1}\n  • {V2}\n  • {V3}\n",
    "bulleted with hyphens": f"Bibliography\n------------\n\n- {V1}\n- {V2}\n- {V3}\n\n{PROSE}",
    "bulleted with stars, wrapped": f"Sources\n\n{wrap(V1, '* ', '  ')}\n{wrap(V2, '* ', '  ')}\n{wrap(V3, '* ', '  ')}\n",
    "hanging indents": f"References\n\n{wrap(A1, '', '    ')}\n{wrap(A2, '', '    ')}\n{wrap(A3, '', '    ')}\n",
    "wrapped paragraphs": f"References\n\n{wrap(V1)}\n\n{wrap(V2)}\n\n{wrap(V3)}\n\nAbout us\n\n{PROSE}\n",
    "wrapped without gaps": f"References\n\n{wrap(V1)}\n{wrap(V2)}\n{wrap(V3)}\n",
    "APA": f"{PROSE}\n\nReferences\n\n{A1}\n\n{A2}\n\n{A3}\n",
    "the page's layout": f"{PROSE}\n\nFind out more\n\n{C1}\nRead article online (link is external)\n{C2}\nSummary (link is external)\n{C3}\nRead article online (link is external)\nOn this page",
    "the page's layout with gaps": f"{PROSE}\n\nFind out more\n\n{C1}\n\n{C2}\n\n{C3}\n\nContact us\n\n{PROSE}\n",
    "the page's layout, every line apart": f"Find out more\n\n{C1}\n{C2}\n{C3}\n".replace("\n", "\n\n") + PROSE,
    "the page's layout without links": f"{PROSE}\n\nFind out more\n\n{C1}\n{C2}\n{C3}\n",
    "reStructuredText": f"{PROSE}\n\nReferences\n==========\n\n.. [1] {V1}\n.. [2] {V2}\n.. [3] {V3}\n",
    "German heading": f"Literaturverzeichnis\n\n{V1}\n{V2}\n{V3}\n",
    "numbered heading": f"5. References\n\n1. {V1}\n2. {V2}\n3. {V3}\n",
    "prose right after the list": f"References\n\n{V1}\n{V2}\n{V3}\n\n{PROSE}\n\n{PROSE}\n",
    "tabs after the numbers": f"References\n1.\t{V1}\n2.\t{V2}\n3.\t{V3}",
    "short lines that could be headings": "Okafor B, Lindqvist A (2009) Venous doubt. Vein 80:392-399\n\nBrown C (2011) Narrowed veins? Nature 12:45-52\n\nNovák E (2014) Sham procedures. BMJ 348:1-9",
    "Windows line ends": f"References\r\n\r\n1. {V1}\r\n2. {V2}\r\n3. {V3}\r\n",
}

MARKDOWN = {
    "ordered list": f"# Veins\n\n{PROSE}\n\n## References\n\n1. {V1}\n2. {V2}\n3. {V3}\n",
    "bulleted list": f"{PROSE}\n\n### Sources ###\n\n* {V1}\n* {V2}\n* {V3}\n",
    "bulleted list with emphasis": f"References\n==========\n\n- {V1.replace('J Vein Stud.', '*J Vein Stud.*')}\n- {V2.replace('Lancet Neurol.', '_Lancet Neurol._')}\n- {V3.replace('2014', '**2014**')}\n",
    "paragraphs": f"## Bibliography\n\n{V1}\n\n{V2}\n\n{V3}\n\n## Contact\n\n{PROSE}\n",
    "wrapped paragraphs": f"## Bibliography\n\n{wrap(A1)}\n\n{wrap(A2)}\n\n{wrap(A3)}\n",
    "bold heading": f"{PROSE}\n\n**References**\n\n1. {V1}\n1. {V2}\n1. {V3}\n",
    "hard breaks with backslashes": "## Find out more\n\n"
    + "\n\n".join(c.replace("\n", "\\\n") for c in (C1, C2, C3))
    + f"\n\n## More\n\n{PROSE}",
    "hard breaks with spaces": "## Find out more\n\n" + "\n\n".join(c.replace("\n", "  \n") for c in (C1, C2, C3)),
    "soft breaks": f"{PROSE}\n\n## Find out more\n\n{C1}\n\n{C2}\n\n{C3}\n",
    "footnotes": f"{PROSE}[^1]\n\n[^1]: {V1}\n\n[^2]: {V2}\n\n[^3]: {V3}\n",
    "footnotes without gaps": f"{PROSE}[^1]\n\n[^1]: {V1}\n[^2]: {V2}\n[^3]: {V3}\n",
    "escaped numbers": f"## References\n\n\\[1\\] {V1}\n\n\\[2\\] {V2}\n\n\\[3\\] {V3}\n",
    "quote": f"> {V1}\n>\n> {V2}\n>\n> {V3}\n",
    "list with an HTML break": f"## References\n\n- {V1}<br>\n- {V2}<br/>\n- {V3}\n",
    "HTML list": f"## References\n\n<ol>\n<li>{V1}</li>\n<li>{V2}</li>\n<li>{V3}</li>\n</ol>\n",
    "loose list": f"## References\n\n1. {V1}\n\n2. {V2}\n\n3. {V3}\n",
    "linked titles": "## References\n\n- Okafor B, Lindqvist A. [Venous drainage and the shape of doubt](https://example.org/1). J Vein Stud. 2009;80(4):392-399.\n- Brown C. [Narrowed veins: a survey][b]. Lancet Neurol. 2011;12:45-52.\n- Novák E. Sham procedures in small trials. BMJ. 2014;348:g1155. <https://doi.org/10.5555/bmj.g1155>\n\n[b]: https://example.org/2\n",
    "table": f"| No. | Reference |\n|---|---|\n| 1 | {V1} |\n| 2 | {V2} |\n| 3 | {V3} |\n",
}

HTML = {
    "ordered list": f"<h2>References</h2><ol><li>{V1}</li><li>{V2}</li><li>{V3}</li></ol><p>{PROSE}</p>",
    "list items without end tags": f"<p>{PROSE}<h3>References</h3><ul><li>{V1}<li>{V2}<li>{V3}</ul><p>{PROSE}",
    "paragraphs": f"<p>{PROSE}</p><h2>Sources</h2><p>{V1}</p><p>{V2}</p><p>{V3}</p>",
    "lines with breaks": f"<h2>Further reading</h2><p>{V1}<br>{V2}<br/>{V3}</p>",
    "cite elements": f"<div>{PROSE}</div><div class=refs><cite>{V1}</cite><br><cite>{V2}</cite><br><cite>{V3}</cite></div>",
    "the page's layout": "<h2>Find out more</h2>" + "".join(f"<p>{c}</p>" for c in (C1, C2, C3)).replace("\n", "<br>"),
    "the page's layout with the links apart": "<h2>Find out more</h2>"
    + "".join(f"<p>{c}</p><p><a href='https://example.org/'>Read article online</a></p>" for c in (C1, C2, C3)).replace(
        "\n", "<br />\n"
    ),
    "a paragraph a line": "<h2>Find out more</h2>"
    + "".join(f"<p>{line}</p>" for c in (C1, C2, C3) for line in c.split("\n")),
    "divisions in divisions": f"<div><div><div><span>{V1}</span></div></div><div><span>{V2}</span></div><div>{V3}</div></div>",
    "definition list": f"<h2>References</h2><dl><dt>1</dt><dd>{V1}</dd><dt>2</dt><dd>{V2}</dd><dt>3</dt><dd>{V3}</dd></dl>",
    "table": f"<h2>References</h2><table><tr><td>1.</td><td>{V1}</td></tr><tr><td>2.</td><td>{V2}</td></tr><tr><td>3.</td><td>{V3}</td></tr></table>",
    "markup inside": f"<h2>References</h2><ul><li>{V1.replace('J Vein Stud.', '<em>J Vein Stud.</em>')}</li><li>{V2.replace('2011', '<b>2011</b>')}</li><li>{V3}</li></ul>",
    "back links": "<h2>References</h2><ol>"
    + "".join(f'<li id="r{i}"><a href="#c{i}">^</a> {v}</li>' for i, v in enumerate((V1, V2, V3)))
    + "</ol>",
    "entities": f"<h2>References</h2><p>{A1.replace('&', '&amp;').replace('–', '&ndash;')}</p><p>{A2.replace('&', '&#38;')}</p><p>{A3.replace('á', '&aacute;')}</p>",
    "numbered by hand": f"<p><strong>References</strong></p><p>1. {V1}<br>2. {V2}<br>3. {V3}</p>",
    "scripts, styles and comments between": f"<style>p {{}}</style><h2>References</h2><script>var a='<li>{V1}</li>'</script><ol><li>{V1}</li><!-- <li>{V2}</li> --><li>{V2}</li><li>{V3}</li></ol>",
    "numbers set high": f"<p><b>References</b></p><p><sup>1</sup>{V1}</p><p><sup>2</sup> {V2}</p><p><sup>[3]</sup>{V3}</p>",
    "a bold line as heading": f"<p><strong>References</strong></p><p>{A1}</p><p>{A2}</p><p>{A3}</p><h2>Next</h2><p>{PROSE}</p>",
    "upper-case tags": f"<H2>REFERENCES</H2><OL><LI>{V1}</LI><LI>{V2}</LI><LI>{V3}</LI></OL>",
}


@pytest.mark.parametrize("layout", TEXT)
def test_plain_text(layout):
    assert_three(pages.read(TEXT[layout].replace("\r\n", "\n"), "text"))


@pytest.mark.parametrize("layout", MARKDOWN)
def test_markdown(layout):
    assert_three(pages.read(MARKDOWN[layout], "markdown"))


@pytest.mark.parametrize("layout", HTML)
def test_html(layout):
    assert_three(pages.read(HTML[layout], "html"))


def assert_three(page):
    assert [ref.id for ref in page] == V_IDS, [ref.mention.text for ref in page]
    assert [ref.title.split(" ")[0] for ref in page] == ["Venous", "Narrowed", "Sham"]
    assert [ref.mention.text.split(" ")[0].strip(",") for ref in page] == ["Okafor", "Brown", "Novák"]
    assert page.references[0].text("page").replace("–", "-") == "392-399"
