"""The words of the e-mails: the team's where it wrote some, with their variables, and nothing run in them."""

import pytest
from django.core.exceptions import ValidationError

from candidatures.enums import MailKey
from candidatures.mail_catalogue import CATALOGUE, COMMON
from candidatures.models import ModeleCourriel
from candidatures.services import mails
from candidatures.variables import check, fill
from tests.factories import CandidatureFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{numero} et {numero}", "7 et 7"),
        ("{autre} {Numero} { numero } {{numero}}", "{autre} {Numero} { numero } {7}"),
        ("{titre}", "{numero}"),
        ("{% load x %}{{ numero }} %(numero)s", "{% load x %}{{ numero }} %(numero)s"),
        ("{numero.__class__} {numero!r} {0}", "{numero.__class__} {numero!r} {0}"),
    ],
)
def test_a_variable_is_replaced_once_and_nothing_else_is_read(text: str, filled: str) -> None:
    assert fill(text, {"numero": "7", "titre": "{numero}"}) == filled


def test_an_unknown_variable_is_told() -> None:
    check("{numero} {Autre} {}", COMMON)
    with pytest.raises(ValidationError) as refused:
        check("{numero} {zut} {autre} {zut}", COMMON)
    assert refused.value.messages == ["Retirez ce qui n’est pas une variable de ce texte : {autre}, {zut}."]


def test_the_words_of_the_team_stand_for_those_of_the_site() -> None:
    candidature = CandidatureFactory(title="NEC {site}", structure_name="Les Ponts")
    ModeleCourriel.objects.create(
        key=MailKey.PAID,
        subject="Payé : {titre}\n{inconnu}",
        body="À {structure}.\r\n{reference}\r\n\r\n\r\n{montant_verse}",
    )
    words = mails.compose(candidature, MailKey.PAID, {"montant_verse": "10\x00 €", "autre": "x"})
    assert words.subject == "Payé : NEC {site} {inconnu}"
    assert words.body == "À Les Ponts.\n\n10 €\n"
    assert mails.default_words(MailKey.PAID).subject == "Subvention versée\u00a0: {dossier}"
    assert str(ModeleCourriel.objects.get()) == "Subvention versée"


def test_a_mail_is_previewed_with_a_dossier_before_what_it_tells_of_happens() -> None:
    candidature = CandidatureFactory(title="NEC Vosges", number="NEC-2026-0007")
    words = mails.preview(candidature, MailKey.INFORMATION_REQUEST, {"questions": "– Où ?", "message": ""})
    assert words.subject == "[Action requise] L’équipe vous pose des questions\u00a0: NEC-2026-0007 · NEC Vosges"
    assert "[ce que l’équipe écrit]" in words.body
    assert "– Où ?" in words.body
    assert "{" not in words.body
    assert not candidature.courriels.exists()


@pytest.mark.parametrize("key", MailKey)
def test_every_mail_can_be_previewed(key: MailKey) -> None:
    words = mails.preview(CandidatureFactory(number="NEC-2026-0007"), key)
    assert "{" not in words.subject + words.body
    assert words.body.startswith("Bonjour,\n\n")
    assert words.subject.startswith("[Action requise]") is CATALOGUE[key].awaits_answer
