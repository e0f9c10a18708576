"""The team at work on dossiers that were sent."""

from datetime import date
from decimal import Decimal
from typing import Any

from candidatures.actors import Actor
from candidatures.enums import FileKind, Role, State
from candidatures.models import AppelPage, Candidature, Convention
from candidatures.services import decisions
from tests.factories import EditorFactory, PorteurFactory
from tests.followed import add_file, agree, sent_dossier

AWARD = Decimal(3000)


def actor(role: Role = Role.INSTRUCTEUR, **account: Any) -> Actor:
    """A member of the team, in one role."""
    return Actor(role, user=EditorFactory(**account))


def accepted(call: AppelPage, amount: Decimal = AWARD) -> Candidature:
    """A dossier that was just accepted."""
    candidature = sent_dossier(PorteurFactory(), call.get_version(), State.IN_REVIEW)
    decisions.accept(candidature, actor(Role.DECIDEUR), amount)
    return candidature


def signed(call: AppelPage) -> Candidature:
    """A dossier whose agreement was returned signed, with nothing validated yet."""
    candidature = accepted(call)
    agree(candidature)
    piece = add_file(candidature, FileKind.AGREEMENT, "signee.pdf")
    Convention.objects.filter(candidature=candidature).update(signed_file=piece)
    move(candidature, State.AGREEMENT_SENT)
    return candidature


def move(candidature: Candidature, state: State, **changes: Any) -> None:
    """Put a dossier in a state, without asking how it came there."""
    Candidature.objects.filter(pk=candidature.pk).update(state=state, **changes)
    candidature.refresh_from_db()


def held(candidature: Candidature, day: date) -> None:
    """Give the event a day."""
    Candidature.objects.filter(pk=candidature.pk).update(start_date=day, end_date=None)
    candidature.refresh_from_db()
