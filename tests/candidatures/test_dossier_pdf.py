"""The PDF of a dossier: tagged, whole, private, and out of reach of what is typed in it."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pypdf import PdfReader
from wagtail.models import Site

from candidatures.models import Candidature, DossierVersion, StepAnswers
from candidatures.pdf import file_name, make_draft_pdf, make_version_pdf
from candidatures.services.submission import submit
from tests.dossiers import whole_dossier
from tests.factories import CandidatureFactory, PorteurFactory
from tests.porteurs import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_writing_day")]

HOSTILE = '#eval("1") $x$ *gras* _it_ <a> `code` @ref \\ [b] // = titre https://a.b \u202etext \u200f👩‍🚀 日本 é'


def sent_version(**answers: Any) -> DossierVersion:
    porteur = PorteurFactory()
    submit(whole_dossier(porteur, **answers), porteur)
    return DossierVersion.objects.select_related("candidature__version__appel").get()


def words(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_pdf_says_the_whole_dossier(named_site: Site) -> None:
    text = words(make_version_pdf(sent_version()))
    for expected in (
        "NEC Vosges",
        "Numéro : NEC-2026-0001",
        "Déposé le 2 novembre 2026",
        "La structure porteuse",
        "Association Les Ponts",
        "732 829 320 00074",
        "15 mai 2027",
        "Inclusion numérique",
        "Élues, élus et agents",
        "Département des Vosges",
        "Location de salle 4 000 €",
        "Repas Autre dépense 1 250,50 €",
        "Total des dépenses : 5 250,50 €",
        "Part de la subvention dans le budget : 57,14 %",
        "Je respecte la charte.",
        "Éligibilité",
        "Une équipe et des financements",
        "Numérique en Commun[s] – NEC-2026-0001",
    ):
        assert expected in text
    assert "Brouillon" not in text


def test_the_pdf_is_tagged_titled_and_in_french(named_site: Site) -> None:
    reader = PdfReader(BytesIO(make_version_pdf(sent_version())))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr-FR"
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part>1<" in reader.xmp_metadata.stream.get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "NEC-2026-0001 – NEC Vosges"
    assert reader.metadata.author == "l’Agence nationale de la cohésion des territoires"


def test_the_same_version_gives_the_same_pdf() -> None:
    version = sent_version()
    assert make_version_pdf(version) == make_version_pdf(version)


def test_eligibility_is_that_of_what_was_sent() -> None:
    version = sent_version()
    StepAnswers.objects.filter(step="publics").update(values={"expected_attendance": "12"})
    fresh = DossierVersion.objects.get(pk=version.pk)
    assert "1 180 personnes" in words(make_version_pdf(fresh))


def test_a_draft_says_that_it_is_one() -> None:
    text = words(make_draft_pdf(whole_dossier(publics={"expected_attendance": "assez"})))
    assert "Brouillon du 2 novembre 2026, non déposé" in text
    assert "assez" in text
    assert "Numéro :" not in text


def test_a_draft_with_nothing_in_it_is_a_document_too() -> None:
    text = words(make_draft_pdf(CandidatureFactory(title="NEC Vosges")))
    assert "NEC Vosges" in text
    assert "Éligibilité" in text


def test_hostile_words_are_only_words() -> None:
    text = words(
        make_version_pdf(
            sent_version(moyens=dict.fromkeys(("human", "technical", "material", "communication"), HOSTILE))
        )
    )
    assert "#eval(« 1 ») $x$ *gras* _it_ <a> `code` @ref \\ [b] // = titre https://a.b text □□ é" in text


@given(st.text(max_size=300), st.text(st.characters(codec="utf-8"), max_size=80))
@hypothesis_settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_pdf(long: str, short: str) -> None:
    candidature = Candidature.objects.first() or whole_dossier()
    answers = {
        "evenement": {"title": short, "venue": long},
        "objectif": {"objective": long},
        "partenaires": {"partners": [{"name": short, "contribution": long}]},
        "budget": {"expenses": [{"label": short, "amount": short}], "budget_note": long},
    }
    Candidature.objects.filter(pk=candidature.pk).update(title=short[:255].replace("\x00", ""))
    version = DossierVersion(candidature=candidature, number=1, answers=answers)
    candidature.title = short
    version.created_at = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Europe/Paris"))
    assert make_version_pdf(version).startswith(b"%PDF-")


def test_a_name_of_file_holds_no_sign_that_a_disk_refuses() -> None:
    candidature = whole_dossier()
    candidature.title = 'NEC / "Vosges" : 2027\n'
    assert file_name(candidature) == "Brouillon – NEC Vosges 2027.pdf"
    candidature.number = "NEC-2026-0001"
    assert file_name(candidature, "json") == "NEC-2026-0001 – NEC Vosges 2027.json"


def test_the_pdf_is_for_those_who_have_access_and_kept_nowhere(own_media: None) -> None:
    porteur = PorteurFactory()
    candidature = whole_dossier(porteur)
    url = reverse("nec_candidatures:export_pdf", args=[candidature.uuid])
    draft = signed_in(porteur).get(url)
    submit(candidature, porteur)
    sent = signed_in(porteur).get(url)
    assert "Brouillon du 2 novembre 2026" in words(draft.content)
    assert "Déposé le 2 novembre 2026" in words(sent.content)
    assert sent["Content-Type"] == "application/pdf"
    assert sent["Content-Disposition"].startswith("attachment; ")
    assert "no-store, private" in sent["Cache-Control"]
    assert signed_in(PorteurFactory()).get(url).status_code == 404
    assert default_storage.listdir("") == ([], [])
