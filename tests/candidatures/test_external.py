"""The outside form, begun with what was answered here."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.utils.text import capfirst

from candidatures.enums import FormMode
from candidatures.external import (
    MAX_ADDRESS,
    LeftOut,
    LeftOutReason,
    PrefilledAddress,
    is_source,
    prefilled_address,
    source_choices,
)
from candidatures.models import AppelPage, Candidature, CorrespondanceExterne
from home.models import HomePage
from nec_locaux.enums import Format
from tests.factories import AppelPageFactory, CandidatureFactory

FORM = "https://www.demarches-simplifiees.fr/commencer/nec"


@pytest.fixture
def call(home_page: HomePage) -> AppelPage:
    page: AppelPage = AppelPageFactory(parent=home_page, form_mode=FormMode.PREFILLED, external_form_url=FORM)
    return page


def tie(call: AppelPage, *ties: tuple[str, str]) -> None:
    """Tie answers to fields of the outside form, in order."""
    call.external_fields.set([CorrespondanceExterne(source=source, target=target) for source, target in ties])
    call.save()


def begin(call: AppelPage, **answers: dict[str, Any]) -> Candidature:
    candidature: Candidature = CandidatureFactory(version=call.get_version(), answers=answers)
    return Candidature.objects.get(pk=candidature.pk)


def prefill(call: AppelPage, **answers: dict[str, Any]) -> PrefilledAddress:
    address = prefilled_address(begin(call, **answers))
    assert address is not None
    return address


def parameters(address: PrefilledAddress) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address.url).query)


def test_answers_become_the_parameters_of_the_address(call: AppelPage) -> None:
    tie(
        call,
        ("evenement.title", "champ_T1"),
        ("publics.expected_attendance", "champ_N1"),
        ("evenement.start_date", "champ_D1"),
        ("budget.wants_grant", "champ_B1"),
        ("budget.grant_requested", "champ_A1"),
        ("formats.formats", "champ_M1"),
        ("partenaires.collectivites", "champ_C1"),
    )

    address = prefill(
        call,
        evenement={"title": "NEC & Vosges", "start_date": "14/03/2027"},
        publics={"expected_attendance": "1 200"},
        budget={"wants_grant": "oui", "grant_requested": "3 500,50"},
        formats={"formats": [Format.values[0], Format.values[1]]},
        partenaires={"collectivites": [{"name": "Épinal", "kind": "commune", "support": ""}]},
    )

    assert address.url.startswith(f"{FORM}?champ_T1=NEC+%26+Vosges&champ_N1=1200&")
    assert parameters(address) == {
        "champ_T1": ["NEC & Vosges"],
        "champ_N1": ["1200"],
        "champ_D1": ["2027-03-14"],
        "champ_B1": ["true"],
        "champ_A1": ["3500.5"],
        "champ_M1[]": [capfirst(Format.labels[0]), capfirst(Format.labels[1])],
        "champ_C1": ["Épinal · Commune"],
    }
    assert address.left_out == ()
    assert len(address.sent) == 7


def test_what_has_no_field_there_is_told_by_its_label(call: AppelPage) -> None:
    tie(call, ("evenement.title", "champ_T1"))

    address = prefill(
        call,
        evenement={"title": "NEC Vosges", "venue": "Salle des fêtes"},
        relecture={"consent": "on"},
        objectif={"objective": "  "},
    )

    assert parameters(address) == {"champ_T1": ["NEC Vosges"]}
    assert address.left_out == (LeftOut("Lieu", LeftOutReason.NO_TARGET),)


def test_what_does_not_fit_is_left_whole_and_told_and_what_follows_may_fit(call: AppelPage) -> None:
    tie(
        call, ("objectif.objective", "champ_O1"), ("objectif.contribution", "champ_C1"), ("evenement.title", "champ_T1")
    )

    address = prefill(
        call,
        objectif={"objective": "Réunir. " * 100, "contribution": "é" * 400},
        evenement={"title": "NEC Vosges"},
    )

    # « é » takes six signs of an address.
    assert list(parameters(address)) == ["champ_O1", "champ_T1"]
    assert [(item.label, item.reason) for item in address.left_out] == [
        ("Ce que ces thématiques apportent aux acteurs locaux", LeftOutReason.TOO_LONG)
    ]
    assert len(address.url) <= MAX_ADDRESS


def test_an_answer_may_fill_two_fields(call: AppelPage) -> None:
    tie(call, ("evenement.title", "champ_T1"), ("evenement.title", "champ_T2"))

    assert parameters(prefill(call, evenement={"title": "NEC"})) == {"champ_T1": ["NEC"], "champ_T2": ["NEC"]}


def test_an_answer_that_cannot_be_read_goes_as_it_was_typed(call: AppelPage) -> None:
    tie(call, ("publics.expected_attendance", "champ_N1"))

    assert parameters(prefill(call, publics={"expected_attendance": "deux cents"})) == {"champ_N1": ["deux cents"]}


def test_files_are_to_be_joined_again(call: AppelPage) -> None:
    candidature = begin(call)
    candidature.files.create(file=ContentFile(b"x", name="devis.pdf"), name="devis.pdf", size=1)

    address = prefilled_address(candidature)

    assert address == PrefilledAddress(FORM, (), (LeftOut("Les pièces jointes", LeftOutReason.FILE),))


def test_the_parameters_of_the_address_are_kept(call: AppelPage) -> None:
    call.external_form_url = f"{FORM}?test=1#debut"
    tie(call, ("evenement.title", "champ_T1"))

    assert prefill(call, evenement={"title": "NEC"}).url == f"{FORM}?test=1&champ_T1=NEC#debut"


@pytest.mark.parametrize("mode", [FormMode.SITE, FormMode.EXTERNAL])
def test_only_a_prefilled_call_has_such_an_address(call: AppelPage, mode: FormMode) -> None:
    call.form_mode = mode
    call.save()

    assert prefilled_address(begin(call)) is None


def test_a_call_that_is_gone_has_no_address(call: AppelPage) -> None:
    candidature = begin(call)
    call.delete()

    assert prefilled_address(Candidature.objects.get(pk=candidature.pk)) is None


def test_every_answer_offered_to_editors_is_one_of_the_form() -> None:
    sources = [source for _page, group in source_choices()[1:] for source, _label in group]

    assert {"evenement.title", "budget.expenses", "relecture.charter_measures"} <= set(sources)
    assert all(is_source(source) for source in sources)
    assert {"relecture.consent", "evenement.territoire"} & set(sources) == set()
    assert not is_source("evenement.inconnu")


@pytest.mark.parametrize("length", [0, 1, 100, 300, 320, 900, 1900, 5000])
def test_nothing_is_lost_in_silence(call: AppelPage, length: int) -> None:
    tie(call, ("objectif.objective", "champ_O1"), ("objectif.contribution", "champ_C1"))
    answers = {"objective": "a" * length, "contribution": "é" * length, "national_link": "b" * length}

    address = prefill(call, objectif=answers)

    told = [*address.sent, *(item.label for item in address.left_out)]
    assert len(told) == (3 if length else 0)
    assert all(set(values[0]) <= {"a", "é"} and len(values[0]) == length for values in parameters(address).values())
    assert len(address.url) <= MAX_ADDRESS
