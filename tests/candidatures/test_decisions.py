"""The decisions: within the bounds of the call, once, with what follows from them."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection

from candidatures.enums import DecisionKind, EntryKind, Role, State
from candidatures.guards import award_problem
from candidatures.models import AppelPage, Candidature, Courriel, Decision, JournalEntry
from candidatures.rules import Rules
from candidatures.services import decisions
from candidatures.services.refusals import ActRefusedError
from candidatures.services.transitions import TransitionRefusedError
from home.models import HomePage
from nec_locaux.models import NecLocalPage
from tests.concurrency import run_together
from tests.factories import CandidatureFactory, NecLocauxIndexPageFactory
from tests.rules import RULES
from tests.team import accepted, actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rules", "budget", "amount", "problem"),
    [
        (RULES, "10000", "0", ""),
        (RULES, None, "0", ""),
        (RULES, "10000", "2500", ""),
        (RULES, "10000", "2499.99", "L’appel donne au moins 2 500 €, ou rien."),
        (RULES, "10000", "5000", ""),
        (RULES, "10000", "5000.01", "L’appel donne au plus 5 000 €."),
        (RULES, "5000", "4000", ""),
        (RULES, "5000", "4000.01", "Accordez au plus 4 000 €, soit 80 % du budget."),
        (RULES, None, "2500", "Accordez au plus 0 €, soit 80 % du budget."),
        (RULES, "10000", "-1", "Indiquez un montant positif, ou zéro."),
        (replace(RULES, grant_maximum=None), "10000", "1", "L’appel ne donne pas de subvention : accordez zéro euro."),
        (replace(RULES, grant_share=None, grant_minimum=None), "10", "5000", ""),
    ],
)
def test_an_award_is_nothing_or_within_the_bounds(rules: Rules, budget: str | None, amount: str, problem: str) -> None:
    said = award_problem(rules, Decimal(budget) if budget else None, Decimal(amount))
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == problem


def test_an_accord_with_a_grant(call: AppelPage, reviewed: Candidature, home_page: HomePage) -> None:
    NecLocauxIndexPageFactory(parent=home_page)
    decider = actor(Role.DECIDEUR)
    decision = decisions.accept(reviewed, decider, Decimal(3000), reasons="Solide.", public_text="Bravo à vous.")

    assert (reviewed.state, reviewed.grant_awarded, reviewed.has_grant) == (State.VALIDATED, Decimal(3000), True)
    assert reviewed.decided_at is not None
    assert (decision.kind, decision.amount, decision.reasons) == (DecisionKind.ACCEPTED, Decimal(3000), "Solide.")
    assert (decision.public_text, decision.decided_by) == ("Bravo à vous.", decider.user)
    entry = reviewed.journal.get(kind=EntryKind.TRANSITION)
    assert (entry.text, entry.is_public, entry.user) == ("Bravo à vous.", True, decider.user)
    assert "Solide" not in str(entry.data)
    courriel = reviewed.courriels.get()
    assert (courriel.template_key, courriel.to) == ("accord_subvention", "ines@exemple.fr")
    assert "3\u202f000\u202f€" in courriel.body
    assert "Bravo à vous." in courriel.body
    assert "Solide" not in courriel.body
    page = NecLocalPage.objects.get()
    assert (reviewed.event_page, page.live, page.title) == (page, False, "NEC Vosges")


def test_an_accord_without_grant_says_so(reviewed: Candidature) -> None:
    decisions.accept(reviewed, actor(Role.DECIDEUR), Decimal(0))
    assert (reviewed.state, reviewed.grant_awarded, reviewed.has_grant) == (State.VALIDATED, Decimal(0), False)
    assert [courriel.template_key for courriel in reviewed.courriels.all()] == ["accord"]


@pytest.mark.parametrize(("role", "amount"), [(Role.DECIDEUR, "99999"), (Role.INSTRUCTEUR, "3000")])
def test_an_accord_that_is_not_allowed_leaves_nothing(reviewed: Candidature, role: Role, amount: str) -> None:
    with pytest.raises(ActRefusedError, match=r"Accordez au plus|Votre rôle ne permet pas"):
        decisions.accept(reviewed, actor(role), Decimal(amount))
    for candidature in (reviewed, Candidature.objects.get()):
        assert (candidature.state, candidature.grant_awarded, candidature.decided_at) == (State.IN_REVIEW, None, None)
    assert not Decision.objects.exists()
    assert not JournalEntry.objects.exists()
    assert not Courriel.objects.exists()


def test_a_refusal_then_a_reopening_then_an_accord(reviewed: Candidature) -> None:
    decider = actor(Role.DECIDEUR)
    with pytest.raises(TransitionRefusedError, match="Indiquez la raison"):
        decisions.refuse(reviewed, decider, reasons=" ", public_text="Désolés.")
    decisions.refuse(reviewed, decider, reasons="Trop loin de l’appel.", public_text="Désolés.")
    assert (reviewed.state, reviewed.grant_awarded) == (State.REFUSED, None)
    assert reviewed.decided_at is not None

    decisions.reopen(reviewed, decider, reason="Nouveaux éléments.")
    assert reviewed.state == State.IN_REVIEW
    assert reviewed.decided_at is None
    decisions.accept(reviewed, decider, Decimal(2500))

    rows = Decision.objects.order_by("pk").values_list("kind", "amount", "revoked_at")
    assert [(kind, amount, revoked is None) for kind, amount, revoked in rows] == [
        (DecisionKind.REFUSED, None, False),
        (DecisionKind.ACCEPTED, Decimal(2500), True),
    ]
    told = list(reviewed.courriels.order_by("pk").values_list("template_key", flat=True))
    assert told == ["refus", "reouverture", "accord_subvention"]
    assert not any("Trop loin" in courriel.body for courriel in reviewed.courriels.all())


def test_a_project_is_cancelled_with_a_reason(call: AppelPage) -> None:
    dossier = accepted(call)
    decisions.cancel(dossier, actor(Role.GESTIONNAIRE), reason="Plus de lieu.", public_text="À bientôt.")
    assert dossier.state == State.CANCELLED
    assert "À bientôt." in dossier.courriels.get(template_key="annulation").body
    assert dossier.grant_awarded is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_decide_at_once_one_succeeds() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW, budget_total=Decimal(10_000))
    first, second = actor(Role.DECIDEUR), actor(Role.DECIDEUR)

    def accept(mine: Candidature) -> Callable[[], object]:
        return lambda: decisions.accept(mine, first, Decimal(3000))

    def refuse(mine: Candidature) -> Callable[[], object]:
        return lambda: decisions.refuse(mine, second, reasons="Non.")

    outcomes = run_together(*[act(Candidature.objects.get()) for act in (accept, refuse)])

    (refusal,) = [outcome for outcome in outcomes if outcome is not None]
    candidature.refresh_from_db()
    assert isinstance(refusal, TransitionRefusedError), connection.vendor
    label = State(candidature.state).label
    assert str(refusal) == f"Cette action n’est plus possible : le dossier est maintenant dans l’état « {label} »."
    assert JournalEntry.objects.filter(kind=EntryKind.TRANSITION).count() == 1
    assert (Decision.objects.count(), Courriel.objects.count(), len(mail.outbox)) == (1, 1, 1)
