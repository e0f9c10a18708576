"""The table of the transitions, against what issue and team agreed; and what every state and e-mail needs."""

import re

import pytest

from candidatures.enums import MailKey, Role, State
from candidatures.mail_catalogue import CATALOGUE
from candidatures.services import mails
from candidatures.variables import VARIABLE
from candidatures.workflow import OVER, PUBLIC_LABELS, TRANSITIONS

#: Who takes a candidature from which states to which: « name: sources → target, by roles ».
TABLE = """
submit: draft → submitted, by porteur
start_review: submitted → in_review, by instructeur
request_information: in_review interview → info_requested, by instructeur
answer_request: info_requested → in_review, by porteur
cancel_request: info_requested → in_review, by instructeur
invite: in_review → interview, by instructeur
resume_review: interview → in_review, by instructeur
validate: in_review interview → validated, by decideur
refuse: in_review interview → refused, by decideur, with reason
reopen: refused → in_review, by decideur, with reason
withdraw: submitted in_review info_requested interview → withdrawn, by porteur
send_agreement: validated → agreement_sent, by gestionnaire
sign_agreement: agreement_sent → agreement_signed, by gestionnaire
hold_event: validated agreement_signed → event_held, by instructeur scheduler
request_reports: event_held → reports_due, by gestionnaire scheduler
send_reports: event_held reports_due → reports_received, by porteur
return_reports: reports_received → reports_due, by gestionnaire, with reason
pay: reports_received → paid, by gestionnaire
close: event_held reports_received → closed, by instructeur gestionnaire
close_unpaid: event_held reports_due reports_received → closed, by gestionnaire, with reason
cancel: validated agreement_sent agreement_signed → cancelled, by decideur gestionnaire, with reason
receive: draft → submitted, by scheduler
follow_review: submitted → in_review, by scheduler
follow_refusal: submitted in_review → refused, by scheduler, with reason
follow_closing: submitted in_review → withdrawn, by scheduler, with reason
"""
#: What organisers are told of by other means, or have no need to hear of.
SILENT = {
    *("answer_request", "cancel_request", "resume_review"),
    *("receive", "follow_review", "follow_refusal", "follow_closing"),
}
LINE = re.compile(r"(\w+): ([\w ]+) → (\w+), by ([\w ]+)(, with reason)?")


def test_the_table_is_the_one_agreed() -> None:
    lines = [LINE.fullmatch(line) for line in TABLE.strip().split("\n")]
    agreed = {
        found[1]: (
            {State(state) for state in found[2].split()},
            State(found[3]),
            {Role(role) for role in found[4].split()},
            bool(found[5]),
        )
        for found in lines
        if found
    }
    table = {
        name: (set(one.sources), one.target, set(one.roles), one.needs_reason) for name, one in TRANSITIONS.items()
    }
    assert table == agreed
    assert [name for name, one in TRANSITIONS.items() if one.name != name] == []


def test_no_state_is_a_dead_end_but_those_that_are_over() -> None:
    left = {state for one in TRANSITIONS.values() for state in one.sources}
    assert set(State) - left == OVER - {State.REFUSED}
    assert {one.target for one in TRANSITIONS.values()} == set(State) - {State.DRAFT}
    assert set(PUBLIC_LABELS) == set(State)


def test_what_the_team_makes_has_a_label_and_what_changes_for_organisers_a_mail() -> None:
    for one in TRANSITIONS.values():
        is_teams = one.roles - {Role.PORTEUR, Role.SCHEDULER}
        assert bool(str(one.label)) == bool(is_teams), one.name
        assert one.mails or one.name in SILENT, one.name


def test_every_mail_has_words_that_hold_only_its_variables(db: None) -> None:
    assert set(CATALOGUE) == set(MailKey)
    for key, spec in CATALOGUE.items():
        words = mails.default_words(key)
        allowed = {variable.name for variable in spec.variables}
        used = set(VARIABLE.findall(words.subject + words.body))
        assert used <= allowed, key
        assert {variable.name for variable in spec.own_variables} <= used, key
        assert "{%" not in words.body
        assert "{site}" in words.body


@pytest.mark.parametrize("key", [key for key in MailKey if key.value.endswith("_equipe")])
def test_mails_to_the_team_lead_to_the_admin(key: MailKey) -> None:
    assert "lien_equipe" in {variable.name for variable in CATALOGUE[key].variables}
