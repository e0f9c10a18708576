"""What the team does around a dossier: who sees to it, notes, appreciations, deadlines, messages, readings."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from candidatures.enums import Appreciation, EntryKind, FileKind, Role, State
from candidatures.models import AppelPage, Candidature, FollowUp, InternalNote, Message
from candidatures.services import instruction
from candidatures.services.refusals import ActRefusedError
from candidatures.uploads import FileRefusedError
from socle.permissions import REVIEW
from tests.accounts import member_of
from tests.dossiers import RULES
from tests.factories import AppelVersionFactory, CandidatureFactory, EditorFactory, SuperuserFactory
from tests.team import actor, move
from tests.uploads import pdf

pytestmark = pytest.mark.django_db


def test_a_dossier_is_given_to_someone_who_is_told_once(reviewed: Candidature) -> None:
    call_command("setup_editors", verbosity=0)
    manager = actor(Role.GESTIONNAIRE, first_name="Ada", last_name="Roy")
    reviewer = member_of(REVIEW.name)

    assert instruction.assign(reviewed, reviewer, manager)
    assert not instruction.assign(reviewed, reviewer, manager)

    assert reviewed.instructeur == reviewer
    courriel = reviewed.courriels.get()
    assert (courriel.to, courriel.template_key) == (reviewer.email, "attribution")
    assert "Ada Roy vous attribue l’instruction" in courriel.body
    assert reviewed.journal.get().is_public is False
    assert instruction.assign(reviewed, None, manager)
    assert Candidature.objects.get().instructeur is None
    assert reviewed.courriels.count() == 1


def test_nobody_is_told_of_what_they_take_themselves(reviewed: Candidature) -> None:
    mine = actor()
    mine = type(mine)(Role.INSTRUCTEUR, user=SuperuserFactory())
    assert instruction.assign(reviewed, mine.user, mine)
    assert not reviewed.courriels.exists()


def test_a_dossier_is_not_given_to_who_may_not_read_it_nor_when_it_is_over(reviewed: Candidature) -> None:
    with pytest.raises(ActRefusedError, match="Choisissez une personne des groupes"):
        instruction.assign(reviewed, EditorFactory(), actor())
    move(reviewed, State.REFUSED)
    with pytest.raises(ActRefusedError, match="« Refusée »"):
        instruction.assign(reviewed, SuperuserFactory(), actor())


def test_a_note_is_its_authors_and_the_teams(reviewed: Candidature) -> None:
    author = actor()
    note = instruction.write_note(reviewed, author, "  À revoir\x00 ")
    assert (note.body, note.author) == ("À revoir", author.user)
    instruction.edit_note(note, author, "Revu")
    note.refresh_from_db()
    assert note.body == "Revu"
    assert note.edited_at is not None
    for act in (lambda: instruction.edit_note(note, actor(), "x"), lambda: instruction.delete_note(note, actor())):
        with pytest.raises(ActRefusedError, match="Seule la personne"):
            act()
    with pytest.raises(ActRefusedError, match="Écrivez un texte"):
        instruction.write_note(reviewed, author, " ")
    with pytest.raises(ActRefusedError, match="Votre rôle"):
        instruction.write_note(reviewed, actor(Role.PORTEUR), "x")
    instruction.delete_note(note, author)
    assert not InternalNote.objects.exists()
    assert not reviewed.courriels.exists()


def test_the_grid_keeps_the_criteria_of_the_version_alone() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW, version=AppelVersionFactory(rules=RULES))
    first, second = actor(), actor()
    grid = {"equipe": (Appreciation.STRONG, " Deux postes. "), "autre": (Appreciation.WEAK, "")}
    instruction.assess(candidature, first, grid)
    instruction.assess(candidature, second, grid)
    row = candidature.assessments.get()
    assert (row.criterion, row.appreciation, row.comment) == ("equipe", Appreciation.STRONG, "Deux postes.")
    assert row.assessed_by == first.user
    assert candidature.journal.get().data == {"criteria": ["equipe"]}
    instruction.assess(candidature, second, {"equipe": (Appreciation.WEAK, "")})
    row.refresh_from_db()
    assert (row.appreciation, row.assessed_by) == (Appreciation.WEAK, second.user)


def test_the_nearest_deadline_is_kept_with_the_dossier(reviewed: Candidature) -> None:
    late = instruction.plan(reviewed, actor(), date(2031, 2, 1), "Appeler la mairie")
    near = instruction.plan(reviewed, actor(), date(2031, 1, 1), "Relire")
    assert Candidature.objects.get().due_on == near.due_on
    finisher = actor()
    instruction.finish(near, finisher)
    instruction.finish(near, actor())
    assert Candidature.objects.get().due_on == late.due_on
    assert FollowUp.objects.get(pk=near.pk).done_by == finisher.user


def test_a_message_goes_to_all_organisers_once_with_its_files(reviewed: Candidature, call: AppelPage) -> None:
    token, sender = uuid4(), actor()
    for _rank in range(2):
        upload = SimpleUploadedFile("plan.pdf", pdf("plan"), "application/pdf")
        message = instruction.send_message(reviewed, sender, "Bonjour.", token=token, uploads=[upload])
    assert (message.is_from_team, message.user, message.porteur) == (True, sender.user, None)
    piece = reviewed.files.get()
    assert (piece.kind, piece.message, piece.uploaded_by) == (FileKind.MESSAGE, message, None)
    courriel = reviewed.courriels.get()
    assert (courriel.to, courriel.subject[:17]) == ("ines@exemple.fr", "Message de l’équi")
    assert "Bonjour.\n\nRépondez depuis la page de suivi" in courriel.body
    entry = reviewed.journal.get()
    assert (entry.kind, entry.is_public) == (EntryKind.MESSAGE, True)


def test_a_message_with_a_file_that_is_not_taken_does_not_leave(reviewed: Candidature) -> None:
    with pytest.raises(FileRefusedError):
        instruction.send_message(
            reviewed, actor(), "Bonjour.", uploads=[SimpleUploadedFile("page.html", b"<html>", "text/html")]
        )
    assert not Message.objects.exists()
    assert not reviewed.courriels.exists()
    with pytest.raises(ActRefusedError, match="On n’écrit pas"):
        instruction.send_message(CandidatureFactory(), actor(), "Bonjour.")


def test_a_reading_is_in_the_journal_and_hidden_from_organisers(reviewed: Candidature) -> None:
    reader, stranger = SuperuserFactory(), EditorFactory()
    for user in (reader, reader, stranger):
        instruction.record_reading(reviewed, user, "Dossier\nentier")
    lines = reviewed.journal.filter(kind=EntryKind.READING)
    assert [(line.user, line.role, line.text, line.is_public) for line in lines] == [
        (reader, Role.INSTRUCTEUR, "Dossier entier", False),
        (reader, Role.INSTRUCTEUR, "Dossier entier", False),
        (stranger, "", "Dossier entier", False),
    ]
