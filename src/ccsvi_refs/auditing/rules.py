"""The register of rules: every code, its severity and what it says; docs/reference/rules.md has a section for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]

#: Every rule's code, in the register's order.
RuleCode = Literal[
    "unreadable-record",
    "unread-entry",
    "unread-bibliography",
    "no-references",
    "cited-without-entry",
    "key-without-entry",
    "text-and-entry-differ",
    "never-cited",
    "number-used-twice",
    "number-left-out",
    "no-matching-record",
    "outside-registries",
    "ambiguous-match",
    "not-checked",
    "duplicate-reference",
    "retracted",
    "retraction-acknowledged",
    "partly-retracted",
    "temporarily-removed",
    "expression-of-concern",
    "concern-lifted",
    "corrected",
    "published-since",
    "published-version",
    "preprint-identifier",
    "title-differs",
    "authors-differ",
    "journal-differs",
    "year-differs",
    "volume-differs",
    "issue-differs",
    "pages-differ",
    "field-differs",
    "field-variant",
    "publisher-differs",
    "field-missing",
    "separator-slip",
    "run-together",
    "no-identifier",
    "malformed-identifier",
    "identifiers-disagree",
    "unregistered-identifier",
    "registries-disagree",
    "link-broken",
    "link-mismatch",
    "link-retracted",
    "link-moved",
    "link-fragment",
    "link-timeout",
    "link-blocked",
    "link-known-bad",
    "ignore-entry",
    "stale-entry",
    "link-unknown",
    "link-without-address",
    "accept-entry",
    "quotation-differs",
    "quotation-not-found",
    "number-differs",
    "number-not-found",
    "statement-not-checked",
    "statement-differs",
    "not-locked",
    "statement-not-locked",
    "lock-unused",
    "now-locked",
    "lock-differs",
    "kept-unasked",
    "now-retracted",
    "now-of-concern",
    "now-corrected",
    "notice-withdrawn",
    "now-published",
    "now-another-work",
    "now-not-found",
    "now-found",
    "record-changed",
    "record-detail-changed",
    "statement-changed",
    "statement-detail-changed",
    "link-now-broken",
    "link-now-moved",
    "link-now-another-work",
    "link-now-retracted",
    "link-place-lost",
    "link-good-again",
]

#: From the mildest to the gravest.
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's code, how grave a breach is, and what a breach is."""

    code: RuleCode
    severity: Severity
    summary: str


_RULES = (
    # the input
    Rule("unreadable-record", "error", "A part of the input could not be read."),
    Rule("unread-entry", "warning", "An item of the list of references could not be read as a work."),
    Rule("unread-bibliography", "error", "A bibliography that the page names could not be read."),
    Rule("no-references", "warning", "Nothing was found on the page that could be checked."),
    # its in-text citations
    Rule("cited-without-entry", "error", "The text cites what the list of references does not have."),
    Rule("key-without-entry", "error", "The text cites a key that the bibliography does not have."),
    Rule("text-and-entry-differ", "warning", "The text cites an author or year that its entry does not have."),
    Rule("never-cited", "warning", "The text never cites this entry of the list."),
    Rule("number-used-twice", "error", "Two entries of the list have the same number."),
    Rule("number-left-out", "warning", "The list's numbers leave one out."),
    # the work
    Rule("no-matching-record", "error", "No registry has a record of the cited work."),
    Rule("outside-registries", "info", "No registry has a record; of works of this type many are in none."),
    Rule("ambiguous-match", "warning", "Several records could be the cited work, and the citation does not decide."),
    Rule("not-checked", "warning", "No registry could be asked about the reference."),
    Rule("duplicate-reference", "warning", "Two references cite the same work."),
    # the work's standing
    Rule("retracted", "error", "The cited work has been retracted, withdrawn or removed."),
    Rule("retraction-acknowledged", "info", "The cited work is retracted, and the citation says so."),
    Rule("partly-retracted", "warning", "A part of the cited work has been retracted."),
    Rule("temporarily-removed", "warning", "The publisher has removed the cited work for the time being."),
    Rule("expression-of-concern", "warning", "The publisher has voiced concern about the cited work."),
    Rule("concern-lifted", "info", "The publisher voiced concern about the cited work and has taken it back."),
    Rule("corrected", "info", "A correction to the cited work has been published."),
    Rule("published-since", "warning", "Cited as ahead of print, the work has since appeared in a volume."),
    Rule("published-version", "warning", "The cited preprint has appeared as an article since."),
    Rule("preprint-identifier", "warning", "The identifier is the preprint's, the imprint that of the article."),
    # its fields
    Rule("title-differs", "error", "The title is not the registered one."),
    Rule("authors-differ", "error", "The authors are not the registered ones."),
    Rule("journal-differs", "error", "The journal or book is not the registered one, in no form of its name."),
    Rule("year-differs", "error", "The year is neither that of print nor that of online publication."),
    Rule("volume-differs", "error", "The volume is not the registered one."),
    Rule("issue-differs", "error", "The issue is not the registered one."),
    Rule("pages-differ", "error", "The pages are not the registered ones."),
    Rule("field-differs", "warning", "Another field is not the registered one."),
    Rule("field-variant", "info", "A field is cited in another form, or says more than the record holds."),
    Rule("publisher-differs", "info", "The publisher, or its place, is not the registered one."),
    Rule("field-missing", "info", "A volume, issue, page or year that the registries have is not cited."),
    Rule("separator-slip", "warning", "A wrong separator stands between year and volume, so that readers lose one."),
    Rule("run-together", "warning", "Two references stand in one entry."),
    # its identifiers
    Rule("no-identifier", "info", "The reference gives no DOI, PMID or PMCID, though the work has one."),
    Rule("malformed-identifier", "error", "An identifier is not of its kind's form or fails its check digit."),
    Rule("identifiers-disagree", "error", "The reference's identifiers, or they and its text, name several works."),
    Rule("unregistered-identifier", "error", "Nobody has registered the identifier."),
    # its records
    Rule("registries-disagree", "info", "Two registries say different things about a field of the work."),
    # its links
    Rule("link-broken", "error", "The link leads nowhere any more."),
    Rule("link-mismatch", "error", "The link leads to the page of another work."),
    Rule("link-retracted", "error", "The page the link leads to says that the work is retracted."),
    Rule("link-moved", "warning", "The link's target has a new permanent address."),
    Rule("link-fragment", "warning", "The link's page is there, but has no place of the name in its fragment."),
    Rule("link-timeout", "warning", "The link's host did not answer in time."),
    Rule("link-blocked", "info", "A bot wall or login stands before the link's target; nothing is proven."),
    Rule("link-known-bad", "info", "The link is as bad as the baseline says it is known to be."),
    Rule("ignore-entry", "error", "An entry that takes links out of the check lacks its reason or has expired."),
    Rule("stale-entry", "info", "An entry of the baseline or of the ignored links is of no use any more."),
    Rule("link-unknown", "info", "The link could not be checked."),
    Rule("link-without-address", "info", "Only the label of a link is left; its address is missing."),
    # the settings
    Rule("accept-entry", "error", "An accepted finding lacks its reason or its end, has expired, or names no rule."),
    # the page's statements
    Rule("quotation-differs", "warning", "A quotation has not the words of the cited work."),
    Rule("quotation-not-found", "info", "A quotation is not in what was read of the cited work."),
    Rule("number-differs", "warning", "A number is not the one that the cited work gives for the same thing."),
    Rule("number-not-found", "info", "A number is not in what was read of the cited work."),
    Rule("statement-not-checked", "info", "Nothing of the cited work could be read to check a statement by."),
    Rule("statement-differs", "info", "A statement of the page says more, or something else, than its source."),
    # the lock
    Rule("not-locked", "error", "The citation or link is not in references.lock, or has changed since."),
    Rule("statement-not-locked", "warning", "A statement about a cited work is not in references.lock, as it stands."),
    Rule("lock-unused", "info", "references.lock has what its page cites no more, or a page that is gone."),
    Rule("now-locked", "info", "The citation or link is new in references.lock."),
    Rule("lock-differs", "error", "references.lock judges a citation otherwise than follows from its records."),
    Rule("kept-unasked", "warning", "Whoever has to be asked could not be; what references.lock has stands."),
    # what has changed since references.lock was written
    Rule("now-retracted", "error", "The cited work has been retracted, withdrawn or removed since."),
    Rule("now-of-concern", "warning", "Concern about the cited work has been voiced since."),
    Rule("now-corrected", "warning", "A correction to the cited work has been published since."),
    Rule("notice-withdrawn", "info", "A retraction, concern or correction is no longer reported."),
    Rule("now-published", "warning", "The cited work was ahead of print, or a preprint, and has been published since."),
    Rule("now-another-work", "error", "The citation's identifier, or the citation itself, leads to another work now."),
    Rule("now-not-found", "error", "The cited work, or its identifier, is not found in the registries now."),
    Rule("now-found", "info", "The cited work is found in the registries now."),
    Rule("record-changed", "warning", "A registry has changed a field that citations are made of."),
    Rule("record-detail-changed", "info", "A registry has changed another field of the work's record."),
    Rule("statement-changed", "warning", "What was read of the cited work has a quotation or number no more as cited."),
    Rule("statement-detail-changed", "info", "What was read of the cited work says something else of a statement now."),
    Rule("link-now-broken", "error", "The link has died since."),
    Rule("link-now-moved", "warning", "The link's target has moved since."),
    Rule("link-now-another-work", "error", "The link leads to the page of another work now."),
    Rule("link-now-retracted", "error", "The page the link leads to says now that the work is retracted."),
    Rule("link-place-lost", "warning", "The link's page has lost the place that its fragment names."),
    Rule("link-good-again", "info", "The link is good again."),
)  # fmt: skip

RULES: dict[RuleCode, Rule] = {rule.code: rule for rule in _RULES}
