"""The journal: written once, by the application and by the database."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from candidatures.enums import EntryKind, Role, State
from candidatures.models import Candidature, JournalEntry
from candidatures.services.erasure import erase_draft
from tests.factories import CandidatureFactory, PorteurFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


def line(candidature: Candidature, **values: Any) -> JournalEntry:
    given = {"kind": EntryKind.MESSAGE, "role": Role.PORTEUR, "text": "Message envoyé.", "data": {"message": 1}}
    return JournalEntry.objects.create(candidature=candidature, **given | values)


def past_the_application() -> QuerySet[JournalEntry]:
    """Lines as Django's own machinery and other programs reach them, without the refusals of the model."""
    return JournalEntry._base_manager.all()


def test_the_model_neither_changes_nor_deletes_a_line() -> None:
    entry = line(CandidatureFactory(state=State.IN_REVIEW))
    lines = JournalEntry.objects.all()
    for act in (
        entry.save,
        entry.delete,
        lines.delete,
        lambda: lines.update(text="Autre."),
        lambda: lines.bulk_update([entry], ["text"]),
    ):
        with pytest.raises(TypeError, match="line of the journal"):
            act()
    assert JournalEntry.objects.get().text == "Message envoyé."


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Autre."},
        {"data": {"message": 2}},
        {"kind": EntryKind.FILE},
        {"role": Role.SCHEDULER},
        {"from_state": State.DRAFT},
        {"to_state": State.PAID},
        {"is_public": True},
        {"created_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_change(change: dict[str, Any]) -> None:
    line(CandidatureFactory(state=State.IN_REVIEW, anonymised_at=timezone.now()))
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        past_the_application().update(**change)


def test_the_database_refuses_another_author_or_candidature() -> None:
    entry = line(CandidatureFactory(state=State.IN_REVIEW), porteur=PorteurFactory(), user=SuperuserFactory())
    other = CandidatureFactory()
    for change in ({"porteur": PorteurFactory()}, {"user": SuperuserFactory()}, {"candidature": other}):
        with pytest.raises(IntegrityError), transaction.atomic():
            past_the_application().update(**change)
    assert JournalEntry.objects.get() == entry


def test_an_account_erased_leaves_its_lines_without_author() -> None:
    porteur, user = PorteurFactory(), SuperuserFactory()
    line(CandidatureFactory(state=State.IN_REVIEW), porteur=porteur, user=user)
    porteur.delete()
    user.delete()
    entry = JournalEntry.objects.get()
    assert (entry.porteur, entry.user, entry.text) == (None, None, "Message envoyé.")


def test_lines_of_an_anonymous_candidature_alone_are_redacted() -> None:
    porteur = PorteurFactory()
    kept = line(CandidatureFactory(state=State.REFUSED), porteur=porteur)
    anonymous = CandidatureFactory(state=State.REFUSED, anonymised_at=timezone.now())
    redacted = line(anonymous, kind=EntryKind.TRANSITION, porteur=porteur, to_state=State.REFUSED, is_public=True)
    assert JournalEntry.objects.redact() == 1
    kept.refresh_from_db()
    redacted.refresh_from_db()
    assert (kept.text, kept.data, kept.porteur) == ("Message envoyé.", {"message": 1}, porteur)
    assert (redacted.text, redacted.data, redacted.porteur) == ("", {}, None)
    assert (redacted.kind, redacted.to_state, redacted.is_public) == (EntryKind.TRANSITION, State.REFUSED, True)


def test_a_draft_goes_with_its_journal() -> None:
    draft = CandidatureFactory()
    line(draft)
    assert erase_draft(draft)
    assert not JournalEntry.objects.exists()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="Django empties SQLite bases line by line")
def test_a_candidature_that_was_sent_keeps_its_journal() -> None:
    candidature = CandidatureFactory(state=State.SUBMITTED)
    line(candidature)
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        candidature.delete()
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM nec_candidatures_journalentry")
    assert JournalEntry.objects.count() == 1
