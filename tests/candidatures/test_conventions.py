"""The agreement: made from the team's words, with its annexes, sent, signed, never before what it needs."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Site

from candidatures.convention_words import CONVENTION_VARIABLES
from candidatures.enums import FileKind, Role, ScanState, State
from candidatures.models import AppelPage, Candidature, ConventionSettings, PieceJointe
from candidatures.services import conventions, submission
from candidatures.services.refusals import ActRefusedError
from candidatures.services.transitions import TransitionRefusedError
from candidatures.uploads import FileRefusedError
from tests.factories import NecDocumentFactory
from tests.followed import add_file
from tests.team import AWARD, accepted, actor, move, signed
from tests.uploads import pdf

pytestmark = pytest.mark.django_db

DAY = date(2030, 2, 1)
BODY = """# Article 1 – Objet

La structure {structure}, représentée par {representant}, tient {titre} ({dates}).
Elle reçoit {montant}, soit {part} de {budget}.

# Article 2 – Bilan

Avant le {date_bilan}. Accolades gardées : {Montant} { }."""


@pytest.fixture
def template() -> ConventionSettings:
    settings: ConventionSettings = ConventionSettings.for_site(Site.objects.get(is_default_site=True))
    settings.title, settings.body, settings.number_prefix = "Convention {numero_convention}", BODY, "CONV-"
    settings.signatory, settings.signatory_body = "Mina Sorel, directrice", "Agence"
    settings.save()
    return settings


def words(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_agreement_says_what_the_template_and_the_dossier_say(
    call: AppelPage,
    template: ConventionSettings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    template.annexes.append(("document", NecDocumentFactory(title="Charte")))
    template.save()
    candidature = accepted(call)
    submission.keep_version(candidature)
    manager = actor(Role.GESTIONNAIRE)
    agreement = conventions.make(candidature, manager, dated_on=DAY, representative="Inès Ferrand, présidente")

    assert (agreement.number, agreement.amount, agreement.dated_on) == (f"CONV-{candidature.number}", AWARD, DAY)
    with agreement.document.open("rb") as file:
        text = words(file.read())
    for expected in (
        f"Convention CONV-{candidature.number}",
        "Article 1 – Objet",
        "La structure Association Les Ponts, représentée par Inès Ferrand, présidente, tient NEC Vosges",
        "Elle reçoit 3 000 €, soit 57,14 % de 5 250,50 €.",
        "Avant le 16 juillet 2031. Accolades gardées : {Montant} { }.",
        "Budget de l’événement",
        "Repas Autre dépense 1 250,50 €",
        "Pour Agence Mina Sorel, directrice",
        "Pour Association Les Ponts Inès Ferrand, présidente",
    ):
        assert expected in text, expected
    first, second = agreement.annexes.all()
    assert first.name.endswith("NEC Vosges.pdf")
    assert first.name in text
    storage, former = agreement.document.storage, [agreement.document.name, first.file.name, second.file.name]

    template.joins_dossier = False
    template.save()
    with django_capture_on_commit_callbacks(execute=True):
        again = conventions.make(candidature, manager, dated_on=DAY, number="2030-4")
    assert (again.pk, again.number, again.annexes.count()) == (agreement.pk, "2030-4", 1)
    assert [storage.exists(name) for name in former] == [False] * 3


def test_an_agreement_needs_a_grant_a_template_and_a_number_of_its_own(
    call: AppelPage, template: ConventionSettings
) -> None:
    manager = actor(Role.GESTIONNAIRE)
    candidature = accepted(call)
    move(candidature, State.VALIDATED, grant_awarded=0)
    with pytest.raises(ActRefusedError, match="Aucune subvention"):
        conventions.make(candidature, manager, dated_on=DAY)
    move(candidature, State.IN_REVIEW, grant_awarded=AWARD)
    with pytest.raises(ActRefusedError, match="quand l’accord est donné"):
        conventions.make(candidature, manager, dated_on=DAY)
    with pytest.raises(ActRefusedError, match="Votre rôle"):
        conventions.make(candidature, actor(Role.DECIDEUR), dated_on=DAY)
    other = signed(call)
    move(candidature, State.VALIDATED)
    with pytest.raises(ActRefusedError, match="une autre convention"):
        conventions.make(candidature, manager, dated_on=DAY, number=other.convention.number)
    template.body = ""
    template.save()
    with pytest.raises(ActRefusedError, match="le modèle de convention"):
        conventions.make(candidature, manager, dated_on=DAY)


def test_the_template_takes_its_own_variables_alone(template: ConventionSettings) -> None:
    template.body = " ".join(variable.token for variable in CONVENTION_VARIABLES)
    template.clean()
    template.body = "{montant} {inconnu} {0} {% load x %}"
    with pytest.raises(ValidationError) as refused:
        template.clean()
    assert refused.value.message_dict == {
        "body": ["Retirez ce qui n’est pas une variable de ce texte : {inconnu}."],
    }


def test_an_agreement_is_sent_once_it_is_made(call: AppelPage, template: ConventionSettings) -> None:
    candidature, manager = accepted(call), actor(Role.GESTIONNAIRE)
    with pytest.raises(TransitionRefusedError, match="Préparez d’abord la convention"):
        conventions.send(candidature, manager)
    conventions.make(candidature, manager, dated_on=DAY)
    conventions.send(candidature, manager)
    assert candidature.state == State.AGREEMENT_SENT
    courriel = candidature.courriels.get(template_key="convention")
    assert courriel.subject.startswith("[Action requise] Convention à signer")
    assert f"CONV-{candidature.number}" in courriel.body
    assert "3\u202f000\u202f€" in courriel.body
    assert type(candidature).objects.get().convention.sent_at is not None


def test_a_signed_agreement_is_received_by_the_team_too(call: AppelPage) -> None:
    candidature, manager = signed(call), actor(Role.GESTIONNAIRE)
    with pytest.raises(FileRefusedError):
        conventions.receive_signed(candidature, manager, SimpleUploadedFile("a.txt", b"signature"))
    piece = conventions.receive_signed(candidature, manager, SimpleUploadedFile("signee.pdf", pdf("signée")))
    assert (piece.kind, piece.uploaded_by) == (FileKind.AGREEMENT, None)
    assert Candidature.objects.get().convention.signed_file == piece
    move(candidature, State.EVENT_HELD)
    with pytest.raises(ActRefusedError, match="Aucune convention n’est à signer"):
        conventions.receive_signed(candidature, manager, SimpleUploadedFile("signee.pdf", pdf("autre")))


@pytest.mark.parametrize(
    ("scan_state", "is_let_through"),
    [
        (ScanState.CLEAN, True),
        (ScanState.NOT_CONFIGURED, True),
        (ScanState.PENDING, False),
        (ScanState.FAILED, False),
        (ScanState.INFECTED, False),
    ],
)
def test_a_signed_agreement_is_taken_when_it_is_clean(
    call: AppelPage, scan_state: ScanState, is_let_through: bool
) -> None:
    candidature, manager = signed(call), actor(Role.GESTIONNAIRE)
    PieceJointe.objects.update(scan_state=scan_state)
    if not is_let_through:
        with pytest.raises(TransitionRefusedError, match="saine par l’antivirus"):
            conventions.validate_signed(candidature, manager)
        return
    conventions.validate_signed(candidature, manager, signed_on=DAY)
    assert candidature.state == State.AGREEMENT_SIGNED
    agreement = Candidature.objects.get().convention
    assert (agreement.signed_on, agreement.validated_by) == (DAY, manager.user)


def test_what_did_not_come_back_is_not_taken(call: AppelPage) -> None:
    candidature = signed(call)
    candidature.convention.signed_file = None
    candidature.convention.save()
    add_file(candidature, FileKind.DOCUMENT, "autre.pdf")
    with pytest.raises(TransitionRefusedError, match="n’est pas encore revenue"):
        conventions.validate_signed(candidature, actor(Role.GESTIONNAIRE))


def test_an_agreement_is_reminded_once(call: AppelPage) -> None:
    candidature = signed(call)
    assert [conventions.remind(candidature), conventions.remind(candidature)] == [True, False]
