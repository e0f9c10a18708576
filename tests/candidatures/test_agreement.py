"""The agreement: downloaded, returned signed, again until the team has taken it."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from candidatures.enums import FileKind, State
from candidatures.models import Candidature, Convention, Courriel
from home.models import HomePage
from tests.factories import AppelPageFactory, AppelVersionFactory, CandidatureFactory
from tests.porteurs import PorteurClient, signed_in
from tests.uploads import RIGHT, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidature(home_page: HomePage) -> Candidature:
    appel = AppelPageFactory(parent=home_page, recipients="equipe@exemple.fr")
    made: Candidature = CandidatureFactory(version=AppelVersionFactory(appel=appel), state=State.AGREEMENT_SENT)
    Convention.objects.create(
        candidature=made,
        number="2026-17",
        document=ContentFile(pdf("à signer"), name="convention.pdf"),
        sent_at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    return made


@pytest.fixture
def organiser(candidature: Candidature) -> PorteurClient:
    return signed_in(candidature.porteurs.get())


def address(candidature: Candidature, end: str = "convention/signee/") -> str:
    return f"/mes-dossiers/{candidature.uuid}/{end}"


def test_the_agreement_is_downloaded_and_never_shown(candidature: Candidature, organiser: PorteurClient) -> None:
    response = organiser.get(address(candidature, "convention/"))

    assert response.content == pdf("à signer")
    assert response.headers["Content-Disposition"] == 'attachment; filename="convention-2026-17.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"].startswith("no-store, private")


def test_one_not_sent_yet_is_not_found(candidature: Candidature, organiser: PorteurClient) -> None:
    Convention.objects.update(sent_at=None)

    assert organiser.get(address(candidature, "convention/")).status_code == 404


def test_the_signed_one_is_kept_and_told_once_and_the_state_waits_for_the_team(
    candidature: Candidature, organiser: PorteurClient
) -> None:
    for _time in range(2):
        signed = SimpleUploadedFile("signee.pdf", pdf("signée"))
        assert organiser.send(address(candidature), {"agreement": signed}).status_code == 303

    agreement = Convention.objects.get()
    assert agreement.signed_file == candidature.files.get(kind=FileKind.AGREEMENT)
    assert agreement.returned_at is not None
    assert candidature.journal.count() == Courriel.objects.count() == 1
    candidature.refresh_from_db()
    assert candidature.state == State.AGREEMENT_SENT


def test_another_one_takes_its_place_until_the_team_has_taken_it(
    candidature: Candidature, organiser: PorteurClient
) -> None:
    for words in ("première", "seconde"):
        organiser.send(address(candidature), {"agreement": SimpleUploadedFile(f"{words}.pdf", pdf(words))})
    signed = Convention.objects.get().signed_file
    assert signed is not None
    assert signed.name == "seconde.pdf"

    Candidature.objects.update(state=State.AGREEMENT_SIGNED)
    late = organiser.send(address(candidature), {"agreement": SimpleUploadedFile("trop-tard.pdf", pdf("tard"))})

    assert late.status_code == 409
    assert "Aucune convention n’est à signer" in late.content.decode()


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (None, "Choisissez le fichier de la convention signée."),
        (SimpleUploadedFile("signee.ods", RIGHT["ods"]), "Envoyez la convention signée en PDF."),
        (SimpleUploadedFile("signee.pdf", b""), "vide"),
        (SimpleUploadedFile("signee.pdf", b"<script>"), "PDF"),
    ],
)
def test_anything_but_a_pdf_is_refused_near_its_field(
    candidature: Candidature, organiser: PorteurClient, upload: SimpleUploadedFile | None, words: str
) -> None:
    response = organiser.send(address(candidature), {"agreement": upload} if upload else {})

    assert response.status_code == 422
    assert 'id="agreement_error"' in response.content.decode()
    assert words in response.content.decode()
    assert not candidature.files.exists()
