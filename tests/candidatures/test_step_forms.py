"""The questions of the pages 1 to 7: a draft may leave anything empty, the deposit says what is missing."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from candidatures.enums import Step
from candidatures.rules import Rules
from candidatures.steps import FORMS, StepContext, StepForm
from candidatures.steps.evenement import EvenementForm
from candidatures.steps.formats import FormatsForm
from candidatures.steps.objectif import ObjectifForm
from candidatures.steps.partenaires import PartenairesForm
from candidatures.steps.porteur import PorteurForm
from candidatures.steps.publics import PublicsForm
from home.models import HomePage
from nec_locaux.models import OffresDeFormatsIndexPage
from socle.enums import TerritoireKind, ThematiqueFamily
from socle.models import Territoire
from tests.dossiers import TODAY, whole_answers
from tests.factories import (
    CandidatureFactory,
    OffreDeFormatPageFactory,
    OffresDeFormatsIndexPageFactory,
    PartenaireFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.porteurs import signed_in

pytestmark = pytest.mark.django_db

PROJECT_STEPS = list(Step)[:7]


def form_of(
    step: Step, values: dict[str, Any], *, is_draft: bool = True, rules: Rules | None = None, **answers: dict[str, Any]
) -> StepForm:
    context = StepContext(rules or Rules(), {step: values, **answers})
    return FORMS[step](values, context=context, is_draft=is_draft)


def errors(form: StepForm) -> list[tuple[str, str]]:
    return [(error.target, error.message.replace("\u202f", " ")) for error in form.all_errors]


def field_errors(step: Step, name: str, value: Any) -> list[str]:
    return [message for target, message in errors(form_of(step, {name: value})) if target == name]


@pytest.mark.parametrize("step", PROJECT_STEPS)
def test_an_empty_draft_is_right(step: Step) -> None:
    assert errors(form_of(step, {})) == []


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("step", PROJECT_STEPS)
def test_a_whole_page_is_right_at_the_deposit(step: Step) -> None:
    assert errors(form_of(step, whole_answers()[step], is_draft=False)) == []


def fill(label: str) -> str:
    return f"Remplissez le champ « {label} »."


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            Step.PORTEUR,
            [
                ("structure_name", fill("Nom de la structure")),
                ("structure_kind_0", "Choisissez une réponse."),
                ("siret", fill("Numéro SIRET")),
                ("contact_name", fill("Prénom et nom")),
                ("contact_email", fill("Adresse électronique")),
            ],
        ),
        (
            Step.EVENEMENT,
            [
                ("title", fill("Titre de l’événement")),
                ("date_precision_0", "Choisissez une réponse."),
                ("start_date", fill("Premier jour")),
                ("mode_0", "Choisissez une réponse."),
                ("territoire_name", fill("Territoire")),
            ],
        ),
        (
            Step.OBJECTIF,
            [
                ("objective", fill("Objectif du NEC local")),
                ("thematiques_0", "Cochez au moins une réponse."),
                ("contribution", fill("Ce que ces thématiques apportent aux acteurs locaux")),
            ],
        ),
        (
            Step.PUBLICS,
            [
                ("expected_attendance", fill("Nombre de personnes attendues")),
                ("target_publics_0", "Cochez au moins une réponse."),
                ("venue_capacity", fill("Capacité du lieu")),
            ],
        ),
        (Step.PARTENAIRES, []),
        (Step.FORMATS, [("outline", fill("Ébauche des formats"))]),
        (
            Step.MOYENS,
            [
                ("human", fill("Moyens humains")),
                ("technical", fill("Moyens techniques")),
                ("material", fill("Moyens matériels")),
                ("communication", fill("Moyens de communication")),
            ],
        ),
    ],
)
def test_the_deposit_says_field_by_field_what_is_missing(step: Step, expected: list[tuple[str, str]]) -> None:
    ThematiqueFactory()
    assert errors(form_of(step, {}, is_draft=False)) == expected


@pytest.mark.parametrize(
    ("step", "name", "value", "message"),
    [
        (Step.PORTEUR, "siret", "732 829 320 00075", "Relisez le SIRET : l’un de ses chiffres est faux."),
        (Step.PORTEUR, "siret", "en cours", "Écrivez le SIRET en chiffres seulement."),
        (Step.PORTEUR, "contact_email", "camille", "Indiquez une adresse électronique complète, comme nom@exemple.fr."),
        (Step.PORTEUR, "contact_phone", "poste 12", "Indiquez un numéro de téléphone, comme 01 23 45 67 89."),
        (Step.PORTEUR, "contact_phone", "12345", "Indiquez un numéro de téléphone, comme 01 23 45 67 89."),
        (Step.PORTEUR, "structure_website", "notre site", "Indiquez une adresse complète, comme https://exemple.fr."),
        (Step.PORTEUR, "structure_name", "a" * 256, "Écrivez au plus 255 signes."),
        (
            Step.EVENEMENT,
            "start_date",
            "14/12/27",
            "Indiquez le jour, le mois et l’année en quatre chiffres, comme 14/03/2027.",
        ),
        (
            Step.EVENEMENT,
            "start_date",
            "30/02/2027",
            "Indiquez le jour, le mois et l’année en quatre chiffres, comme 14/03/2027.",
        ),
        (
            Step.EVENEMENT,
            "start_date",
            "14/03/0202",
            "Indiquez le jour, le mois et l’année en quatre chiffres, comme 14/03/2027.",
        ),
        (
            Step.EVENEMENT,
            "territoire_name",
            "Atlantide",
            (
                "Écrivez le nom officiel d’une commune, d’une intercommunalité, d’un département ou d’une région, "
                "comme Épinal (88)."
            ),
        ),
        (Step.PUBLICS, "venue_capacity", "assez grande", "Indiquez un nombre de places, en chiffres."),
        (Step.PUBLICS, "expected_attendance", "-3", "Indiquez un nombre entier, en chiffres."),
        (Step.PUBLICS, "expected_attendance", "environ 200", "Indiquez un nombre de personnes, en chiffres."),
        (Step.PUBLICS, "expected_attendance", "9" * 30, "Indiquez un nombre plus petit."),
    ],
)
def test_a_draft_says_what_is_wrong_and_how_to_write_it(step: Step, name: str, value: str, message: str) -> None:
    assert field_errors(step, name, value) == [message]


@pytest.mark.parametrize(
    "phone", ["01 23 45 67 89", "0123456789", "+33 1 23 45 67 89", "+33 (0)1.23.45.67.89", "01-23-45-67-89", "3949 00"]
)
def test_telephone_numbers_are_taken_as_people_write_them(phone: str) -> None:
    assert field_errors(Step.PORTEUR, "contact_phone", phone) == []


def test_a_siret_is_kept_as_typed_and_read_in_groups() -> None:
    form = form_of(Step.PORTEUR, {"siret": " 73282932000074"})
    assert form.cleaned["siret"] == "732\u00a0829\u00a0320\u00a000074"
    assert 'value=" 73282932000074"' in str(form["siret"])


def test_an_informal_group_is_asked_for_no_siret_whatever_it_typed() -> None:
    form = form_of(Step.PORTEUR, {"structure_kind": "collectif", "siret": "en cours"}, is_draft=False)
    assert "siret" not in [target for target, _message in errors(form)]
    assert form.cleaned["siret"] == ""


@pytest.mark.parametrize(
    ("rules", "is_asked"),
    [
        (Rules(grant_maximum=None), False),
        (Rules(grant_maximum=Decimal(5000), asks_for_legal_entity=False), False),
        (Rules(grant_maximum=Decimal(5000), asks_for_legal_entity=True), True),
    ],
)
def test_a_legal_entity_is_asked_where_the_call_gives_a_grant_to_legal_entities(rules: Rules, is_asked: bool) -> None:
    form = form_of(Step.PORTEUR, {}, rules=rules)
    assert isinstance(form, PorteurForm)
    assert form.asks_for_legal_entity is is_asked


@pytest.mark.parametrize(
    ("name", "autocomplete"),
    [
        ("structure_name", "organization"),
        ("structure_website", "url"),
        ("contact_name", "name"),
        ("contact_role", "organization-title"),
        ("contact_email", "email"),
        ("contact_phone", "tel"),
        ("siret", "off"),
    ],
)
def test_browsers_are_told_which_of_ones_own_data_a_field_asks_for(name: str, autocomplete: str) -> None:
    assert f'autocomplete="{autocomplete}"' in str(form_of(Step.PORTEUR, {})[name])


# The event


def event(*, is_draft: bool = False, **values: Any) -> EvenementForm:
    whole = {name: value for name, value in whole_answers()[Step.EVENEMENT].items() if name not in values}
    form = form_of(Step.EVENEMENT, whole | values, is_draft=is_draft)
    assert isinstance(form, EvenementForm)
    return form


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("is_draft", [True, False])
def test_the_last_day_follows_the_first(is_draft: bool) -> None:
    form = event(is_draft=is_draft, start_date="15/03/2027", end_date="14/03/2027")
    assert errors(form) == [("end_date", "Indiquez un dernier jour qui suive le premier.")]
    assert form.cleaned["end_date"] is None
    assert errors(event(is_draft=is_draft, start_date="15/03/2027", end_date="15/03/2027")) == []


@pytest.mark.parametrize(
    ("moment", "is_right"),
    [
        (datetime(2027, 3, 14, 22, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 14, 23, 0, tzinfo=UTC), False),
    ],
)
def test_an_event_of_the_past_is_refused_at_the_deposit_from_midnight_in_paris(
    moment: datetime, is_right: bool
) -> None:
    told = [] if is_right else [("start_date", "Indiquez une date à venir : celle-ci est passée.")]
    with time_machine.travel(moment, tick=False):
        assert errors(event(start_date="14/03/2027", end_date="")) == told
        assert errors(event(is_draft=True, start_date="14/03/2027", end_date="")) == []


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("typed", ["03/2027", "3/2027", " 03 / 2027", "2027-03", "mars 2027", "MARS 2027", "03.2027"])
def test_a_month_is_read_as_people_write_it(typed: str) -> None:
    form = event(date_precision="month", month=typed)
    assert errors(form) == []
    assert form.cleaned["month"] == date(2027, 3, 1)


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", fill("Mois")),
        ("printemps 2027", "Indiquez le mois et l’année en quatre chiffres, comme 03/2027."),
        ("mars", "Indiquez le mois et l’année en quatre chiffres, comme 03/2027."),
        ("13/2027", "Indiquez le mois et l’année en quatre chiffres, comme 03/2027."),
        ("03/27", "Indiquez le mois et l’année en quatre chiffres, comme 03/2027."),
        ("10/2026", "Indiquez une date à venir : celle-ci est passée."),
    ],
)
def test_where_only_the_month_is_known_it_is_asked_for(typed: str, message: str) -> None:
    assert errors(event(date_precision="month", month=typed)) == [("month", message)]


@time_machine.travel(TODAY, tick=False)
def test_the_present_month_is_to_come() -> None:
    assert errors(event(date_precision="month", month="11/2026")) == []


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("precision", "forgotten"),
    [("month", {"start_date": "un lundi", "end_date": "hier"}), ("day", {"month": "au printemps"})],
)
def test_the_dates_that_the_answer_sets_aside_are_neither_read_nor_told_wrong(
    precision: str, forgotten: dict[str, Any]
) -> None:
    known: dict[str, Any] = (
        {"month": "03/2027"} if precision == "month" else {"start_date": "14/03/2027", "end_date": ""}
    )
    form = event(date_precision=precision, **known, **forgotten)
    assert errors(form) == []
    assert [form.cleaned[name] for name in forgotten] == [None] * len(forgotten)


@pytest.fixture
def saint_denis() -> list[Territoire]:
    found: list[Territoire] = []
    for code, name in [("30", "Gard"), ("93", "Seine-Saint-Denis")]:
        parent = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code=code, name=name)
        found.append(TerritoireFactory(code=f"{code}001", name="Saint-Denis", parent=parent))
    return found


@pytest.mark.parametrize("is_draft", [True, False])
def test_homonyms_are_drawn_to_choose_from(saint_denis: list[Territoire], is_draft: bool) -> None:
    form = event(is_draft=is_draft, territoire_name="Saint-Denis", territoire="")
    assert errors(form) == [("territoire_0", "Choisissez parmi ceux qui répondent à ce nom.")]
    assert [(option.data["value"], option.choice_label) for option in form["territoire"].subwidgets] == [
        (str(saint_denis[0].pk), "Saint-Denis, Gard (30)"),
        (str(saint_denis[1].pk), "Saint-Denis, Seine-Saint-Denis (93)"),
    ]


def test_a_homonym_chosen_is_kept(saint_denis: list[Territoire]) -> None:
    form = event(territoire_name="Saint-Denis", territoire=str(saint_denis[1].pk))
    assert errors(form) == []
    assert form.cleaned["territoire"] == str(saint_denis[1].pk)


@pytest.mark.parametrize("stale", ["choice", "junk"])
def test_a_choice_made_for_another_name_is_forgotten(saint_denis: list[Territoire], stale: str) -> None:
    key = str(saint_denis[0].pk) if stale == "choice" else "' OR 1=1"
    form = event(territoire_name="Vosges", territoire=key)
    assert errors(form) == []
    assert form.cleaned["territoire"] == str(Territoire.objects.get(name="Vosges").pk)
    assert errors(event(territoire_name="Saint-Denis", territoire="0"))[0][0] == "territoire_0"


def test_too_many_territoires_ask_for_a_closer_name() -> None:
    for number in range(21):
        TerritoireFactory(name=f"Saint-Nom {number}ter")
    message = "Précisez le nom, ou ajoutez le département, comme Épinal (88) : trop de territoires répondent."
    assert errors(event(territoire_name="saint nom")) == [("territoire_name", message)]


# Objectif, publics, partenaires


def test_the_thematiques_are_those_of_today() -> None:
    ThematiqueFactory(title="Communs", sort_order=1)
    ThematiqueFactory(title="Données", sort_order=2)
    ThematiqueFactory(title="Passée", family=ThematiqueFamily.PASSEE)
    form = form_of(Step.OBJECTIF, {})
    assert isinstance(form, ObjectifForm)
    assert [option.choice_label for option in form["thematiques"].subwidgets] == ["Communs", "Données"]


def test_a_site_without_thematiques_asks_for_none() -> None:
    targets = [target for target, _message in errors(form_of(Step.OBJECTIF, {}, is_draft=False))]
    assert targets == ["objective", "contribution"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (Rules(), "Sur l’ensemble de l’événement."),
        (
            Rules(grant_maximum=Decimal(5000), minimum_public=120),
            "Sur l’ensemble de l’événement. Un financement demande au moins 120 personnes.",
        ),
    ],
)
def test_the_help_of_the_attendance_gives_the_minimum_of_the_call(rules: Rules, expected: str) -> None:
    form = form_of(Step.PUBLICS, {}, rules=rules)
    assert isinstance(form, PublicsForm)
    assert str(form["expected_attendance"].help_text) == expected


def test_the_capacity_of_an_event_held_online_is_that_of_its_tool() -> None:
    form = form_of(Step.PUBLICS, {}, evenement={"mode": "en_ligne"})
    assert str(form["venue_capacity"].help_text) == (
        "Nombre de personnes que votre outil en ligne accueille en même temps."
    )


def test_a_row_begun_is_asked_for_its_end_at_the_deposit() -> None:
    values = {"collectivites": [{"support": "Une salle"}], "partners": [{"name": "Tiers-lieu", "sector": "vert"}]}
    assert errors(form_of(Step.PARTENAIRES, values, is_draft=False)) == [
        ("collectivites-0-name", fill("Nom de la collectivité")),
        ("collectivites-0-kind", "Choisissez une réponse."),
        ("partners-0-part", "Choisissez une réponse."),
        ("partners-0-sector", "Choisissez une réponse de la liste."),
    ]
    assert errors(form_of(Step.PARTENAIRES, values)) == [("partners-0-sector", "Choisissez une réponse de la liste.")]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (Rules(minimum_collectivites=1), ""),
        (Rules(grant_maximum=Decimal(5000)), ""),
        (
            Rules(grant_maximum=Decimal(5000), minimum_collectivites=1),
            "Un financement demande le soutien d’au moins une collectivité.",
        ),
        (
            Rules(grant_maximum=Decimal(5000), minimum_collectivites=2),
            "Un financement demande le soutien d’au moins 2 collectivités.",
        ),
    ],
)
def test_the_help_of_the_collectivites_gives_the_minimum_of_the_call(rules: Rules, expected: str) -> None:
    form = form_of(Step.PARTENAIRES, {}, rules=rules)
    assert isinstance(form, PartenairesForm)
    assert form.collectivites_help == expected


def test_rows_are_read_from_what_the_page_sends() -> None:
    data = QueryDict("collectivites-0-name=Vosges&collectivites-4-name=%C3%89pinal&partners-0-name=+&mobilisation=Oui")
    assert PartenairesForm.read(data) == {
        "mobilisation": "Oui",
        "collectivites": [
            {"name": "Vosges", "kind": "", "support": ""},
            {"name": "Épinal", "kind": "", "support": ""},
        ],
        "partners": [],
    }


# The offers of the catalogue


@pytest.fixture
def catalogue(home_page: HomePage) -> OffresDeFormatsIndexPage:
    index: OffresDeFormatsIndexPage = OffresDeFormatsIndexPageFactory(parent=home_page)
    return index


def formats(*keys: Any) -> FormatsForm:
    form = form_of(Step.FORMATS, {"offres": [str(key) for key in keys]})
    assert isinstance(form, FormatsForm)
    return form


def drawn(form: FormatsForm) -> list[tuple[str, list[str]]]:
    groups = [("", form.chosen_offers), *((group.title, group.options) for group in form.catalogue)]
    return [(title, [str(option.choice_label) for option in options]) for title, options in groups]


def test_the_offers_chosen_come_first_then_the_catalogue_by_partner(catalogue: OffresDeFormatsIndexPage) -> None:
    zeste, atelier = PartenaireFactory(name="Zeste"), PartenaireFactory(name="Atelier")
    fresque = OffreDeFormatPageFactory(parent=catalogue, title="Fresque", partenaire=zeste)
    OffreDeFormatPageFactory(parent=catalogue, title="Débat", partenaire=zeste)
    jeu = OffreDeFormatPageFactory(parent=catalogue, title="Jeu", partenaire=atelier)
    OffreDeFormatPageFactory(parent=catalogue, title="Brouillon", partenaire=atelier, live=False)
    OffreDeFormatPageFactory(parent=catalogue, title="Conférence", partenaire=atelier)
    form = formats(jeu.pk, fresque.pk)
    assert drawn(form) == [
        ("", ["Jeu (atelier)", "Fresque (atelier)"]),
        ("Atelier", ["Conférence (atelier)"]),
        ("Zeste", ["Débat (atelier)"]),
    ]
    assert form.catalogue_size == 2
    assert form.cleaned["offres"] == [str(jeu.pk), str(fresque.pk)]
    assert [option.data["selected"] for option in form.chosen_offers] == [True, True]


def test_an_offer_unpublished_since_is_kept_and_said_so(catalogue: OffresDeFormatsIndexPage) -> None:
    offer = OffreDeFormatPageFactory(parent=catalogue, title="Fresque", live=False)
    form = formats(offer.pk)
    assert drawn(form) == [("", ["Fresque (retirée du catalogue depuis votre choix)"])]
    assert form.cleaned["offres"] == [str(offer.pk)]
    assert form.lost_offers == 0


def test_an_offer_deleted_since_is_counted_and_refuses_nothing(catalogue: OffresDeFormatsIndexPage) -> None:
    form = formats(999_999)
    assert errors(form) == []
    assert form.lost_offers == 1
    assert form.cleaned["offres"] == []


@pytest.mark.parametrize("junk", ["abc", "-1", "0", "9" * 40, "1 OR 1=1", "١٢"])
def test_keys_that_are_none_are_ignored(junk: str) -> None:
    form = formats(junk)
    assert errors(form) == []
    assert form.lost_offers == 0
    assert form.cleaned["offres"] == []


@pytest.mark.parametrize("count", [3, 30])
def test_a_catalogue_of_any_size_takes_two_queries(
    catalogue: OffresDeFormatsIndexPage, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    withdrawn = OffreDeFormatPageFactory(parent=catalogue, live=False)
    OffreDeFormatPageFactory.create_batch(count, parent=catalogue)
    with django_assert_num_queries(2):
        form = formats(withdrawn.pk)
        assert len(form.chosen_offers) == 1
        assert form.catalogue_size == count
        assert errors(form) == []


# Whatever is typed

TYPED = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["", " ", "0", "-1", "1e9", "NaN", "Infinity", "٣", "31/02/2027", "99/9999", "0000-00-00", "%s", "<b>"]
    ),
)


@pytest.mark.parametrize("step", PROJECT_STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data(), is_draft=st.booleans())
def test_whatever_is_sent_is_kept_read_and_told_near_its_field(step: Step, data: st.DataObject, is_draft: bool) -> None:
    form_class = FORMS[step]
    names = [*form_class.base_fields] + [
        f"{group}-0-{name}" for group, row in form_class.row_forms.items() for name in row.base_fields
    ]
    sent = {name: data.draw(TYPED, label=name) for name in names}
    values = form_class.read(QueryDict(urlencode(sent)))
    form = form_of(step, values, is_draft=is_draft)
    ids = set(names) | {f"{name}_0" for name in names}
    assert all(error.target in ids and error.message for error in form.all_errors)
    assert set(form.cleaned) == {*form_class.base_fields, *form_class.row_forms}
    assert form_class.read(QueryDict(urlencode(sent))) == values


def test_a_box_of_control_characters_is_no_answer() -> None:
    assert FORMS[Step.OBJECTIF].read(QueryDict("thematiques=%00&thematiques=3"))["thematiques"] == ["3"]


# The pages


@pytest.fixture
def draw(home_page: HomePage) -> Callable[[Step, dict[str, dict[str, Any]]], str]:
    def draw_page(step: Step, answers: dict[str, dict[str, Any]]) -> str:
        candidature = CandidatureFactory(answers=answers)
        client = signed_in(candidature.porteurs.get())
        response = client.get(reverse("nec_candidatures:step", args=[candidature.uuid, step]))
        assert response.status_code == 200
        return response.content.decode()

    return draw_page


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("step", PROJECT_STEPS)
def test_a_page_draws_every_question_once(
    draw: Callable[[Step, dict[str, dict[str, Any]]], str], saint_denis: list[Territoire], step: Step
) -> None:
    ThematiqueFactory()
    answers = whole_answers(evenement={"territoire_name": "Saint-Denis", "territoire": ""})
    page = draw(step, answers)
    names = set(FORMS[step].base_fields) - {"offres"}
    names |= {f"{group}-0-{name}" for group, row in FORMS[step].row_forms.items() for name in row.base_fields}
    missing = [name for name in names if f'name="{name}"' not in page]
    assert missing == []
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@time_machine.travel(TODAY, tick=False)
def test_the_page_says_which_territoire_was_understood(draw: Callable[[Step, dict[str, dict[str, Any]]], str]) -> None:
    assert "Territoire reconnu\u202f: Vosges (88)" in texts_of(draw(Step.EVENEMENT, whole_answers()))


def texts_of(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page).replace("\u00a0:", "\u202f:")


@time_machine.travel(TODAY, tick=False)
def test_the_page_groups_rows_and_offers_under_their_titles(
    draw: Callable[[Step, dict[str, dict[str, Any]]], str], catalogue: OffresDeFormatsIndexPage
) -> None:
    offer = OffreDeFormatPageFactory(parent=catalogue, title="Fresque")
    OffreDeFormatPageFactory(parent=catalogue, title="Jeu")
    partners = draw(Step.PARTENAIRES, whole_answers())
    assert "Les collectivités en soutien" in partners
    assert "Les structures partenaires" in partners
    offers = draw(Step.FORMATS, whole_answers(formats={"offres": [str(offer.pk), "999999"]}))
    assert "Votre choix" in offers
    assert "Choisir dans le catalogue (une offre)" in offers
    assert "Une offre que vous aviez choisie n’est plus proposée" in offers
