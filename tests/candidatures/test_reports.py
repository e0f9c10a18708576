"""After the event: what time brings, the bilan, the payment and its bounds, the end."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from wagtail.models import Site

from candidatures.deadlines import PARIS
from candidatures.enums import EntryKind, Role, State
from candidatures.guards import highest_payment, last_event_day
from candidatures.models import AppelPage, Candidature, FollowUpSettings, InformationRequest, Payment
from candidatures.services import reports
from candidatures.services.refusals import ActRefusedError
from candidatures.services.transitions import TransitionRefusedError, problem_of
from tests.factories import CandidatureFactory
from tests.team import AWARD, accepted, actor, held, move, signed

pytestmark = pytest.mark.django_db

NOON = datetime(2030, 6, 10, 12, tzinfo=PARIS)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def advance() -> str:
    out = StringIO()
    call_command("advance_candidatures", stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize(
    ("start", "end", "precision", "last"),
    [
        (date(2030, 1, 5), None, "day", date(2030, 1, 5)),
        (date(2030, 1, 5), date(2030, 1, 7), "day", date(2030, 1, 7)),
        (date(2028, 2, 1), None, "month", date(2028, 2, 29)),
        (date(2030, 12, 1), None, "month", date(2030, 12, 31)),
        (date(2030, 3, 1), None, "year", date(2030, 12, 31)),
        (None, None, "day", None),
    ],
)
def test_the_last_day_of_an_event(start: date | None, end: date | None, precision: str, last: date | None) -> None:
    assert last_event_day(Candidature(start_date=start, end_date=end, date_precision=precision)) == last


def test_an_event_is_held_once_its_last_day_is_over(call: AppelPage) -> None:
    candidature = accepted(call, Decimal(0))
    held(candidature, TODAY)
    with pytest.raises(TransitionRefusedError, match=r"pas encore passé : il se termine le 10\sjuin\s2030"):
        reports.hold_event(candidature, actor())
    with time_machine.travel(datetime(2030, 6, 11, 0, 1, tzinfo=PARIS), tick=False):
        reports.hold_event(candidature, actor())
    assert candidature.state == State.EVENT_HELD
    assert candidature.courriels.filter(template_key="bilan_invitation").count() == 1
    assert problem_of(candidature, "request_reports") == "Aucune subvention n’est accordée : clôturez le dossier."
    reports.close(candidature, actor())
    assert candidature.state == State.CLOSED


def test_a_grant_goes_by_its_agreement(call: AppelPage) -> None:
    candidature = accepted(call)
    held(candidature, TODAY - timedelta(days=3))
    with pytest.raises(TransitionRefusedError, match="la convention vient d’abord"):
        reports.hold_event(candidature, actor())
    assert advance() == "Événements tenus : 0. Bilans demandés : 0. Rappels : 0."


def test_time_brings_the_event_then_the_bilan_then_reminders_once(call: AppelPage) -> None:
    candidature = signed(call)
    move(candidature, State.AGREEMENT_SIGNED)
    held(candidature, TODAY - timedelta(days=1))
    unaided = accepted(call, Decimal(0))
    held(unaided, TODAY - timedelta(days=1))

    assert advance() == "Événements tenus : 2. Bilans demandés : 1. Rappels : 0."
    assert advance() == "Événements tenus : 0. Bilans demandés : 0. Rappels : 0."

    candidature.refresh_from_db()
    assert (candidature.state, candidature.reports_due_on) == (State.REPORTS_DUE, date(2030, 8, 9))
    assert candidature.due_on == date(2030, 8, 9)
    lines = list(candidature.journal.filter(role=Role.SCHEDULER).values_list("to_state", flat=True))
    assert lines == [State.EVENT_HELD, State.REPORTS_DUE]
    courriel = candidature.courriels.get(template_key="bilan_demande")
    assert "Envoyez-le avant la fin du 9 août 2030." in courriel.body.replace("\u00a0", " ")
    for day, count in ((5, 0), (6, 1), (7, 0)):
        with time_machine.travel(datetime(2030, 8, day, 9, tzinfo=PARIS), tick=False):
            assert advance().endswith(f"Rappels : {count}."), day
    assert candidature.courriels.filter(template_key="bilan_relance").count() == 1


def test_reminders_follow_the_settings(call: AppelPage) -> None:
    settings = FollowUpSettings.for_site(Site.objects.get(is_default_site=True))
    settings.reminder_days, settings.agreement_reminder_days = 0, 10
    settings.save()
    asked = CandidatureFactory(state=State.INFO_REQUESTED, version=call.get_version())
    InformationRequest.objects.create(candidature=asked, due_on=TODAY + timedelta(days=1))
    late = CandidatureFactory(state=State.INFO_REQUESTED, version=call.get_version())
    InformationRequest.objects.create(candidature=late, due_on=TODAY - timedelta(days=1))
    waiting = signed(call)
    Candidature.objects.filter(pk=waiting.pk).update(state_changed_at=NOON - timedelta(days=9))
    assert advance().endswith("Rappels : 0.")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert advance().endswith("Rappels : 2.")
        assert advance().endswith("Rappels : 0.")


def test_a_bilan_is_sent_back_with_what_it_lacks(call: AppelPage) -> None:
    candidature = accepted(call)
    move(candidature, State.REPORTS_RECEIVED)
    manager = actor(Role.GESTIONNAIRE)
    with pytest.raises(TransitionRefusedError, match="Indiquez la raison"):
        reports.return_reports(candidature, manager, reason="")
    assert Candidature.objects.get().reports_due_on is None
    reports.return_reports(candidature, manager, reason="Il manque les factures.")
    assert (candidature.state, candidature.reports_due_on) == (State.REPORTS_DUE, TODAY + timedelta(days=15))
    courriel = candidature.courriels.get(template_key="bilan_retourne")
    assert "Il manque les factures.\n\nEnvoyez-le avant" in courriel.body
    # Organisers read it in their history too.
    assert candidature.journal.filter(is_public=True, text="Il manque les factures.").count() == 1


@pytest.mark.parametrize(
    ("real_cost", "most"),
    [("10000", "3000"), ("3750", "3000"), ("3749.99", "2999.99"), ("1000", "800"), ("0", "0")],
)
def test_no_more_is_paid_than_awarded_and_than_its_share_of_the_real_cost(
    call: AppelPage, real_cost: str, most: str
) -> None:
    candidature = CandidatureFactory(version=call.get_version(), grant_awarded=AWARD, real_cost=Decimal(real_cost))
    assert highest_payment(candidature) == Decimal(most)


def test_a_grant_is_paid_within_its_bounds(call: AppelPage) -> None:
    candidature = accepted(call)
    move(candidature, State.REPORTS_RECEIVED)
    manager = actor(Role.GESTIONNAIRE)

    def refused(amount: str, problem: str, paid_on: date = TODAY) -> None:
        with pytest.raises(ActRefusedError, match=problem):
            reports.pay(candidature, manager, Decimal(amount), paid_on=paid_on)
        assert not Payment.objects.exists()
        assert Candidature.objects.get().grant_paid is None

    refused("3000", "Indiquez d’abord le coût réel")
    reports.record_real_cost(candidature, manager, Decimal(3000))
    reports.record_real_cost(candidature, manager, Decimal(3000))
    assert candidature.journal.filter(kind=EntryKind.PAYMENT).count() == 1
    refused("2400.01", r"Le versement dépasse 2\s400")
    refused("0", "Indiquez le montant versé")
    refused("2400", "le jour où le versement a été fait", TODAY + timedelta(days=1))
    with pytest.raises(ActRefusedError, match="Votre rôle"):
        reports.pay(candidature, actor(Role.DECIDEUR), Decimal(1), paid_on=TODAY)

    payment = reports.pay(candidature, manager, Decimal(2400), paid_on=TODAY, reference="DP 12\n")
    assert (payment.amount, payment.paid_on, payment.reference) == (Decimal(2400), TODAY, "DP 12")
    assert (candidature.state, candidature.grant_paid) == (State.PAID, Decimal(2400))
    courriel = candidature.courriels.get(template_key="versement")
    assert "2 400 €, le 10 juin 2030.\n\nRéférence : DP 12" in courriel.body.replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    with pytest.raises(TransitionRefusedError, match="« Subvention versée »"):
        reports.pay(candidature, manager, Decimal(1), paid_on=TODAY)
    assert Payment.objects.count() == 1


def test_a_grant_that_will_not_be_paid_is_closed_with_a_reason(call: AppelPage) -> None:
    candidature = accepted(call)
    move(candidature, State.REPORTS_DUE)
    manager = actor(Role.GESTIONNAIRE)
    with pytest.raises(TransitionRefusedError, match="Indiquez la raison"):
        reports.close_unpaid(candidature, manager, reason="")
    move(candidature, State.REPORTS_RECEIVED)
    with pytest.raises(TransitionRefusedError, match="clôturez sans versement"):
        reports.close(candidature, manager)
    reports.close_unpaid(candidature, manager, reason="Aucun bilan après deux rappels.", public_text="Écrivez-nous.")
    assert candidature.state == State.CLOSED
    assert "Écrivez-nous." in candidature.courriels.get(template_key="cloture_sans_versement").body
