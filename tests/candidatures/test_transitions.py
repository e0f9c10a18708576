"""States change by the table alone, once, and leave a line in the journal."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from candidatures.actors import Actor
from candidatures.enums import EntryKind, Role, State
from candidatures.models import Candidature, JournalEntry
from candidatures.services import journal, transitions
from candidatures.services.transitions import TransitionRefusedError
from candidatures.workflow import TRANSITIONS, always
from tests.concurrency import run_together
from tests.factories import CandidatureFactory, PorteurFactory, SuperuserFactory

pytestmark = pytest.mark.django_db

REFUSAL = "Cette action n’est plus possible : le dossier est maintenant dans l’état"


@pytest.fixture(autouse=True)
def _no_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table alone; `test_guards` reads the guards."""
    for name, transition in TRANSITIONS.items():
        monkeypatch.setitem(TRANSITIONS, name, replace(transition, guard=always))


def is_allowed(name: str, state: State, role: Role) -> bool:
    transition = TRANSITIONS[name]
    return state in transition.sources and role in transition.roles


@pytest.mark.parametrize("name", TRANSITIONS)
def test_every_role_makes_in_every_state_what_the_table_allows_and_nothing_else(name: str) -> None:
    candidature = CandidatureFactory()
    allowed = []
    for state, role in product(State, Role):
        Candidature.objects.update(state=state)
        candidature.state = state
        lines = JournalEntry.objects.count()
        if is_allowed(name, state, role):
            transitions.apply(candidature, name, Actor(role), reason="Une raison.")
            assert candidature.state == Candidature.objects.get().state == TRANSITIONS[name].target
            entry = JournalEntry.objects.last()
            assert entry
            assert (entry.from_state, entry.to_state, entry.role) == (state, TRANSITIONS[name].target, role)
            allowed.append((state, role))
        else:
            with pytest.raises(TransitionRefusedError):
                transitions.apply(candidature, name, Actor(role), reason="Une raison.")
            assert candidature.state == Candidature.objects.get().state == state
        assert JournalEntry.objects.count() == lines + ((state, role) in allowed)
    assert len(allowed) == len(TRANSITIONS[name].sources) * len(TRANSITIONS[name].roles)


@pytest.mark.parametrize("name", [name for name, transition in TRANSITIONS.items() if transition.needs_reason])
@pytest.mark.parametrize("reason", ["", "  \n", "\x00"])
def test_a_reason_is_asked_where_the_table_says(name: str, reason: str) -> None:
    transition = TRANSITIONS[name]
    source, role = min(transition.sources), min(transition.roles)
    candidature = CandidatureFactory(state=source)
    with pytest.raises(TransitionRefusedError, match="Indiquez la raison de cette décision"):
        transitions.apply(candidature, name, Actor(role), reason=reason)
    candidature.refresh_from_db()
    assert candidature.state == source
    assert not JournalEntry.objects.exists()


def test_the_journal_keeps_who_why_and_what() -> None:
    porteur = PorteurFactory()
    candidature = CandidatureFactory(state=State.IN_REVIEW, porteur=porteur)
    transitions.apply(
        candidature,
        "withdraw",
        Actor.organiser(porteur),
        reason="  Le lieu n’est plus libre.\x00 ",
        text="Dossier retiré.",
        data={"mail": 3},
    )
    entry = JournalEntry.objects.get()
    assert entry.kind == EntryKind.TRANSITION
    assert (entry.porteur, entry.user, entry.role) == (porteur, None, Role.PORTEUR)
    assert (entry.text, entry.is_public) == ("Dossier retiré.", True)
    assert entry.data == {"mail": 3, "transition": "withdraw", "reason": "Le lieu n’est plus libre."}


def test_a_transition_dates_the_candidature() -> None:
    candidature = CandidatureFactory(state=State.SUBMITTED)
    before = candidature.updated_at
    transitions.apply(candidature, "start_review", Actor(Role.INSTRUCTEUR, user=SuperuserFactory()))
    assert Candidature.objects.get().updated_at > before


def test_who_acts_on_a_state_of_the_past_reads_the_present_one() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW)
    stale = Candidature.objects.get()
    transitions.apply(candidature, "validate", Actor(Role.DECIDEUR))
    with pytest.raises(TransitionRefusedError) as refusal:
        transitions.apply(stale, "refuse", Actor(Role.DECIDEUR), reason="Trop tard.")
    assert (
        str(refusal.value) == "Cette action n’est plus possible : le dossier est maintenant dans l’état « Acceptée »."
    )
    with pytest.raises(TransitionRefusedError) as told:
        transitions.apply(stale, "withdraw", Actor(Role.PORTEUR))
    assert (
        str(told.value) == "Cette action n’est plus possible : le dossier est maintenant dans l’état « Accord donné »."
    )
    assert JournalEntry.objects.count() == 1


def test_a_role_that_may_not_reads_why() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW)
    with pytest.raises(TransitionRefusedError, match=r"^Votre rôle ne permet pas cette action\.$"):
        transitions.apply(candidature, "validate", Actor(Role.INSTRUCTEUR))


def test_a_candidature_erased_meanwhile_is_said_so() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW)
    Candidature.objects.filter(pk=candidature.pk).delete()
    with pytest.raises(TransitionRefusedError, match=r"^Ce dossier n’existe plus\.$"):
        transitions.apply(candidature, "withdraw", Actor(Role.PORTEUR))


def test_an_unknown_transition_is_a_fault_of_the_code() -> None:
    with pytest.raises(KeyError):
        transitions.apply(CandidatureFactory(), "nothing", Actor(Role.PORTEUR))


def test_the_state_goes_back_with_its_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW)

    def fail(**values: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(JournalEntry.objects, "create", fail)
    with pytest.raises(IntegrityError):
        transitions.apply(candidature, "validate", Actor(Role.DECIDEUR))
    assert candidature.state == Candidature.objects.get().state == State.IN_REVIEW


def test_a_line_of_the_journal_is_written_by_whoever_acts() -> None:
    porteur = PorteurFactory()
    candidature = CandidatureFactory(porteur=porteur)
    journal.write(candidature, EntryKind.FILE, Actor.organiser(porteur), "Fichier reçu.", data={"size": 12})
    journal.write(candidature, EntryKind.ACCESS, Actor.scheduler(), "Rappel.", is_public=True)
    hidden, shown = JournalEntry.objects.all()
    assert (hidden.kind, hidden.role, hidden.porteur, hidden.text) == ("fichier", "porteur", porteur, "Fichier reçu.")
    assert (hidden.is_public, hidden.data) == (False, {"size": 12})
    assert (shown.kind, shown.role, shown.is_public, shown.data) == ("acces", "scheduler", True, {})
    assert (shown.from_state, shown.to_state) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_of_several_people_who_decide_at_once_one_succeeds() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW)

    def decide(name: str) -> Callable[[], None]:
        mine = Candidature.objects.get()

        def act() -> None:
            with transaction.atomic():
                transitions.apply(mine, name, Actor(Role.DECIDEUR), reason="Une raison.")

        return act

    outcomes = run_together(*[decide(name) for name in ("validate", "refuse") * 4])
    refusals = [outcome for outcome in outcomes if outcome is not None]
    assert [type(refusal) for refusal in refusals] == [TransitionRefusedError] * 7
    candidature.refresh_from_db()
    entry = JournalEntry.objects.get()
    assert candidature.state == entry.to_state
    label = State(candidature.state).label
    assert {str(refusal) for refusal in refusals} == {f"{REFUSAL} « {label} »."}
