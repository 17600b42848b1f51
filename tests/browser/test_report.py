"""The HTML report in a real browser."""

import pytest

import ccsvi_refs as refs
from ccsvi_refs.api import report
from ccsvi_refs.reports import audit_report
from tests.reports import samples


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return a function that writes a report and returns its address."""
    folder = tmp_path_factory.mktemp("report")
    page = refs.ccsvi()
    kinds = {
        "bundled": lambda: report(refs.audit(page, registries=(), links=False), "html", page=page),
        "mixed": lambda: audit_report(samples.report(20), "html"),
        "hostile": lambda: audit_report(samples.hostile(), "html"),
        "many": lambda: audit_report(samples.report(300), "html"),
    }

    def address(name):
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(kinds[name](), "utf-8")
        return path.as_uri()

    return address


def said(page):
    """What the filter says, to be waited for."""
    return pytest.importorskip("playwright.sync_api").expect(page.locator("#choose output"))


def shown(page):
    return page.eval_on_selector_all(".entry", "all => all.filter(one => !one.hidden).map(one => one.id)")


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [("mixed", 360, "light"), ("hostile", 360, "dark"), ("bundled", 768, "dark"), ("hostile", 1440, "light")],
)
def test_nothing_is_wider_than_the_screen_or_out_of_reach(tab, accessible, written, name, width, scheme):
    page = tab(width, scheme)
    page.goto(written(name))
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert accessible(page) == []


def test_hostile_titles_do_nothing(tab, written):
    page = tab()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(written("hostile"))
    assert asked == [written("hostile")]
    assert page.title().startswith("References: ")
    assert page.locator("h1").count() == 1


def test_the_filter_finds_by_text_severity_rule_and_verdict_and_says_how_many(tab, written):
    page = tab()
    page.goto(written("mixed"))
    page.get_by_label("Text").fill("jügular REF9")
    said(page).to_have_text("1 of 22 shown")
    assert shown(page) == ["input-1-9"]
    page.get_by_role("button", name="Show all").click()
    said(page).to_have_text("all 22 shown")
    page.get_by_label("Rule").select_option("volume-differs")
    said(page).to_have_text("2 of 22 shown")
    assert shown(page) == ["input-1-3", "input-1-13"]
    page.get_by_label("Links").select_option("blocked")
    said(page).to_have_text("1 of 22 shown")
    assert shown(page) == ["input-1-3"]
    page.get_by_label("errors").uncheck()
    said(page).to_have_text("0 of 22 shown")


def test_entries_are_sorted_within_their_page_and_back(tab, written):
    page = tab()
    page.goto(written("mixed"))
    before = shown(page)
    page.get_by_label("Order").select_option("severity")
    ranks = page.eval_on_selector_all(
        "ol.entries", "lists => lists.map(list => [...list.children].map(one => one.dataset.severity))"
    )
    order = ["error", "warning", "info", "accepted", "none"]
    assert all(each == sorted(each, key=order.index) for each in ranks)
    assert shown(page) != before
    page.get_by_label("Order").select_option("page")
    assert shown(page) == before


def test_a_link_to_an_entry_that_is_filtered_away_shows_it(tab, written):
    page = tab()
    page.goto(written("mixed"))
    page.get_by_label("Text").fill("nothing has this")
    said(page).to_have_text("0 of 22 shown")
    page.locator(".banner a").first.click()
    said(page).to_have_text("all 22 shown")
    assert page.locator("#input-1-5").is_visible()


@pytest.mark.parametrize("allowed", [True, False])
def test_the_corrected_entry_is_copied_or_selected(tab, written, allowed):
    page = tab()
    if not allowed:
        page.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false;")
    else:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(written("mixed"))
    page.locator("#input-1-1 .copy").click()
    pytest.importorskip("playwright.sync_api").expect(page.locator("#told")).not_to_be_empty()
    text = page.locator("#input-1-1 .corrected").text_content()
    if allowed:
        assert page.evaluate("navigator.clipboard.readText()") == text
    else:
        assert page.locator("#told").text_content() == "Selected: press Ctrl+C"
        assert page.evaluate("getSelection().toString()") == text


def test_without_scripts_everything_is_there_but_what_needs_them(browser, written):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written("mixed"))
    assert page.locator(".entry:visible").count() == 22
    assert page.locator(".scripted:visible").count() == 0
    page.locator("#input-1-12 summary, #input-1-1 summary").first.click()
    assert page.locator("details[open]").count() == 1
    context.close()


def test_colours_are_chosen_without_storage_and_by_keyboard(tab, written):
    page = tab(scheme="light")
    page.goto(written("mixed"))
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_label("dark").focus()
    page.keyboard.press("Space")
    dark = page.evaluate(ground)
    assert light != dark
    page.emulate_media(color_scheme="dark")
    page.get_by_label("as the system").check()
    assert page.evaluate(ground) == dark


def test_a_long_list_is_drawn_where_it_is_seen_and_printed_whole(tab, written):
    page = tab()
    page.goto(written("many"))
    drawn = "getComputedStyle(document.querySelector('#input-1-250')).contentVisibility"
    assert page.evaluate(drawn) == "auto"
    page.emulate_media(media="print")
    assert page.evaluate(drawn) == "visible"
    assert not page.locator("#choose").is_visible()
