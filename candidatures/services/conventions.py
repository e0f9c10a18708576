"""The agreement on a grant: made from the team's template, sent, signed on both sides."""

import mimetypes
from datetime import date
from typing import Final

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from candidatures.actors import Actor
from candidatures.budget import euros
from candidatures.convention_pdf import make_agreement_pdf
from candidatures.deadlines import paris_day
from candidatures.enums import EntryKind, FileKind, MailKey, Role, State
from candidatures.models import Candidature, Convention, ConventionAnnexe, ConventionSettings, PieceJointe
from candidatures.pdf import file_name, make_version_pdf
from candidatures.services import files, instruction, journal, mails, transitions
from candidatures.services.files import FileRefusedError
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.services.refusals import ActRefusedError, require
from candidatures.sites import get_site
from candidatures.uploads import CONTENT_TYPES, check_file
from socle.text import clean_line
from socle.typography import date_range_text

PDF: Final = CONTENT_TYPES["pdf"]
MAX_NAME: Final = 150


def make(
    candidature: Candidature,
    actor: Actor,
    *,
    dated_on: date,
    number: str = "",
    representative: str = "",
    structure_address: str = "",
) -> Convention:
    """The agreement with its PDF and its annexes, made again as long as it is not sent.

    `number` is that of the dossier, after the prefix of the settings, where it is left empty.

    Raises:
        ActRefusedError: without grant, template or role, for a number already taken, or in another state.
        PdfError: when Typst refuses the text.
    """
    require(actor, Role.GESTIONNAIRE)
    settings = settings_of(candidature)
    with transaction.atomic():
        lock(candidature)
        _check(candidature, settings)
        agreement = Convention.objects.filter(candidature=candidature).first() or Convention(candidature=candidature)
        agreement.candidature = candidature
        former = agreement.document.name
        agreement.number = clean_line(number) or f"{settings.number_prefix}{candidature.number or candidature.pk}"
        if Convention.objects.filter(number=agreement.number).exclude(candidature=candidature).exists():
            raise ActRefusedError(_("Ce numéro est celui d’une autre convention."))
        agreement.dated_on, agreement.amount = dated_on, candidature.grant_awarded
        agreement.representative = clean_line(representative)
        agreement.structure_address = clean_line(structure_address)
        agreement.made_by_id = actor.user.pk if actor.user else None
        agreement.save()
        _keep_annexes(agreement, settings)
        agreement.document.save("convention.pdf", ContentFile(make_agreement_pdf(agreement, settings)), save=True)
        if former:
            storage = agreement.document.storage
            transaction.on_commit(lambda: storage.delete(former), robust=True)
        text, data = _("Convention préparée."), {"number": agreement.number}
        journal.write(candidature, EntryKind.AGREEMENT, actor, text, data=data)
    return agreement


def send(candidature: Candidature, actor: Actor) -> None:
    """Give the agreement to the organisers to sign.

    Raises:
        TransitionRefusedError: for a role, a state or an agreement that does not allow it.
    """
    with transaction.atomic():
        agreement = Convention.objects.filter(candidature=candidature).first()
        transitions.apply(candidature, "send_agreement", actor, letter=_letter(agreement))
        Convention.objects.filter(candidature=candidature).update(sent_at=timezone.now())


def remind(candidature: Candidature) -> bool:
    """Remind organisers of the agreement that awaits them, once. Whether they are reminded now."""
    with transaction.atomic():
        agreement = candidature.convention
        if not mails.write(candidature, MailKey.AGREEMENT_REMINDER, str(agreement.pk), _letter(agreement)):
            return False
        text = _("Rappel de la convention à signer.")
        journal.write(candidature, EntryKind.AGREEMENT, Actor.scheduler(), text, is_public=True)
    return True


def receive_signed(candidature: Candidature, actor: Actor, uploaded: File) -> PieceJointe:
    """The signed agreement, come back otherwise than by the follow-up page: by post, by e-mail.

    Raises:
        ActRefusedError: for a dossier that awaits no signature.
        FileRefusedError: for a file that is not a PDF, or not taken.
    """
    require(actor, Role.GESTIONNAIRE)
    with transaction.atomic():
        lock(candidature)
        agreement = Convention.objects.filter(candidature=candidature).first()
        if agreement is None or candidature.state != State.AGREEMENT_SENT:
            raise ActRefusedError(_("Aucune convention n’est à signer."))
        if check_file(uploaded, uploaded.name or "").content_type != PDF:
            raise FileRefusedError(_("Choisissez la convention signée en PDF."))
        former = agreement.signed_file
        piece = files.receive(candidature, uploaded, kind=FileKind.AGREEMENT, porteur=None)
        if piece == former:
            return piece
        agreement.signed_file, agreement.returned_at = piece, timezone.now()
        agreement.save(update_fields=["signed_file", "returned_at"])
        text, data = _("Convention signée reçue par l’équipe."), {"file": str(piece.uuid)}
        journal.write(candidature, EntryKind.AGREEMENT, actor, text, is_public=True, data=data)
    return piece


def return_signed(candidature: Candidature, actor: Actor, *, reason: str) -> None:
    """Ask for the agreement to be signed again: organisers read `reason` in a message. The file that came stays.

    Raises:
        ActRefusedError: without a reason, for another role, or an agreement that did not come back.
    """
    require(actor, Role.GESTIONNAIRE)
    with transaction.atomic():
        lock(candidature)
        agreement = Convention.objects.filter(candidature=candidature).first()
        if agreement is None or agreement.signed_file is None or candidature.state != State.AGREEMENT_SENT:
            raise ActRefusedError(_("Aucune convention signée n’est à vérifier."))
        agreement.signed_file, agreement.returned_at = None, None
        agreement.save(update_fields=["signed_file", "returned_at"])
        journal.write(candidature, EntryKind.AGREEMENT, actor, _("Convention à signer à nouveau."), is_public=True)
        instruction.send_message(candidature, actor, reason)


def validate_signed(candidature: Candidature, actor: Actor, *, signed_on: date | None = None) -> None:
    """Take the signed agreement: both sides have signed. `signed_on` is today in Paris without it.

    Raises:
        TransitionRefusedError: for a role or a state that does not allow it, or a file that is missing or not clean.
    """
    with transaction.atomic():
        agreement = Convention.objects.filter(candidature=candidature).first()
        transitions.apply(candidature, "sign_agreement", actor, letter=_letter(agreement))
        Convention.objects.filter(candidature=candidature).update(
            signed_on=signed_on or paris_day(timezone.now()),
            validated_at=timezone.now(),
            validated_by=actor.user.pk if actor.user else None,
        )


def settings_of(candidature: Candidature) -> ConventionSettings:
    """The template of the site of its call. Raises `ActRefusedError` on an installation without site."""
    site: Site | None = get_site(candidature)
    if site is None:
        raise ActRefusedError(_("Aucun site n’est installé."))
    settings: ConventionSettings = ConventionSettings.for_site(site)
    return settings


def check_may_be_made(candidature: Candidature) -> None:
    """Raises `ActRefusedError`, with the reason, while no agreement may be made for this candidature."""
    _check(candidature, settings_of(candidature))


def _check(candidature: Candidature, settings: ConventionSettings) -> None:
    if candidature.state != State.VALIDATED:
        raise ActRefusedError(_("La convention se prépare quand l’accord est donné, et avant son envoi."))
    if not candidature.has_grant:
        raise ActRefusedError(_("Aucune subvention n’est accordée : il n’y a pas de convention."))
    if not settings.body.strip():
        raise ActRefusedError(_("Écrivez d’abord le modèle de convention, dans les réglages."))


def _keep_annexes(agreement: Convention, settings: ConventionSettings) -> None:
    for annexe in agreement.annexes.all():
        annexe.delete()
    contents: list[tuple[str, str, bytes]] = []
    version = agreement.candidature.dossier_versions.last()
    if settings.joins_dossier and version:
        version.candidature = agreement.candidature
        contents.append((file_name(agreement.candidature), PDF, make_version_pdf(version)))
    for block in settings.annexes:
        document = block.value
        if document is None:
            continue
        with document.file.open("rb") as file:
            content_type = mimetypes.guess_type(document.filename)[0] or "application/octet-stream"
            contents.append((document.filename, content_type, file.read()))
    for rank, (name, content_type, content) in enumerate(contents):
        annexe = ConventionAnnexe(
            convention=agreement, name=name[-MAX_NAME:], content_type=content_type, sort_order=rank
        )
        annexe.file.save(name, ContentFile(content), save=True)


def _letter(agreement: Convention | None) -> Letter:
    if agreement is None:
        return Letter()
    amount = euros(agreement.amount) if agreement.amount else ""
    day = date_range_text(agreement.dated_on) if agreement.dated_on else ""
    return Letter({"numero_convention": agreement.number, "montant": amount, "date": day})
