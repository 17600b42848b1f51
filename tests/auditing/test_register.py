"""Closed types: every table over one is complete, and every code that is given has its rule."""

from typing import get_args

from ccsvi_refs.auditing import RULES, RuleCode
from ccsvi_refs.auditing.health import RULE_OF_VERDICT
from ccsvi_refs.auditing.notices import RULE_OF_NOTICE
from ccsvi_refs.links.status import Verdict
from ccsvi_refs.model import NOTICE_KINDS
from ccsvi_refs.model.page import ProblemKind
from ccsvi_refs.reports.terminal import STYLE
from ccsvi_refs.resolving.resolution import ResolutionStatus


def test_every_code_has_its_rule_and_every_rule_its_code():
    assert tuple(RULES) == get_args(RuleCode)


def test_every_verdict_on_a_link_has_its_rule_or_needs_none():
    assert set(RULE_OF_VERDICT) == set(get_args(Verdict))
    assert {verdict for verdict, rule in RULE_OF_VERDICT.items() if rule is None} == {"ok", "ignored"}
    assert {rule for rule in RULE_OF_VERDICT.values() if rule} <= RULES.keys()


def test_every_kind_of_notice_has_its_rule_or_needs_none():
    assert set(RULE_OF_NOTICE) == set(NOTICE_KINDS)
    assert {rule for rule in RULE_OF_NOTICE.values() if rule} <= RULES.keys()


def test_every_kind_of_problem_is_a_rule():
    assert set(get_args(ProblemKind)) <= RULES.keys()


def test_the_terminal_has_a_style_for_everything_it_prints_in_one():
    severities = {rule.severity for rule in RULES.values()}
    assert set(STYLE) == severities | set(get_args(Verdict)) | set(get_args(ResolutionStatus))
