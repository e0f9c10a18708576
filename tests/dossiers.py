"""Whole dossiers, as organisers type them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from candidatures.enums import Step
from socle.enums import TerritoireKind
from socle.models import Territoire, Thematique
from tests.factories import TerritoireFactory, ThematiqueFactory

Answers = dict[str, dict[str, Any]]

#: A number whose key is right.
SIRET = "732 829 320 00074"


def whole_answers(*, territoire: int | None = None, **changes: dict[str, Any]) -> Answers:
    """A dossier with nothing missing and nothing wrong, by step; an event held in a year, for a grant of 4,000 €.

    `territoire` is the key of the territoire named Épinal, made where it is not given. `changes` replaces answers of
    the steps it names: `whole_answers(publics={"expected_attendance": "149"})`.
    """
    answers = {**_project(territoire or _epinal().pk), **_budget_and_commitments()}
    return {step: values | changes.get(step, {}) for step, values in answers.items()}


def _epinal() -> Territoire:
    found = Territoire.objects.filter(kind=TerritoireKind.COMMUNE, name="Épinal").first()
    if found:
        return found
    vosges = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="88", name="Vosges")
    epinal: Territoire = TerritoireFactory(code="88160", name="Épinal", parent=vosges)
    return epinal


def _thematique() -> Thematique:
    thematique: Thematique = Thematique.objects.actuelles().first() or ThematiqueFactory()
    return thematique


def _project(territoire: int) -> Answers:
    start = timezone.localdate() + timedelta(days=365)
    return {
        Step.PORTEUR: {
            "structure_name": "Association des Vosges",
            "structure_kind": "association",
            "siret": SIRET,
            "contact_name": "Camille Nom",
            "contact_email": "camille@exemple.fr",
        },
        Step.EVENEMENT: {
            "title": "NEC Vosges",
            "date_precision": "day",
            "start_date": f"{start:%d/%m/%Y}",
            "end_date": f"{start + timedelta(days=1):%d/%m/%Y}",
            "mode": "sur_place",
            "venue": "Centre des congrès",
            "territoire_name": "Épinal",
            "territoire": str(territoire),
            "digital_maturity": "Un réseau de médiation et deux tiers-lieux.",
        },
        Step.OBJECTIF: {
            "objective": "Réunir celles et ceux qui font le numérique du département.",
            "thematiques": [str(_thematique().pk)],
            "contribution": "Un plan commun pour l’inclusion numérique.",
        },
        Step.PUBLICS: {
            "target_publics": ["elus", "mediation"],
            "expected_attendance": "180",
            "venue_capacity": "250",
        },
        Step.PARTENAIRES: {
            "collectivites": [{"name": "Département des Vosges", "kind": "departement", "support": "Une salle"}],
            "partners": [
                {"name": "Ville d’Épinal", "part": "co_organise", "sector": "public", "contribution": ""},
                {"name": "Tiers-lieu", "part": "partenaire", "sector": "associatif", "contribution": "Un atelier"},
            ],
        },
        Step.FORMATS: {
            "outline": "Une plénière, six ateliers, un temps de restitution.",
            "formats": ["pleniere", "atelier"],
            "offres": [],
            "restitution": "Une fiche par atelier sur Les Bases.",
            "innovation": "Un atelier préparé par des lycéennes et des lycéens.",
        },
        Step.MOYENS: {
            "human": "Une personne à mi-temps et dix bénévoles.",
            "technical": "Son et captation.",
            "material": "Trois salles.",
            "communication": "Les lettres d’information des partenaires.",
        },
    }


def _budget_and_commitments() -> Answers:
    return {
        Step.BUDGET: {
            "expenses": [
                {"label": "Location des salles", "kind": "autre", "amount": "6 000"},
                {"label": "Affiches", "kind": "autre", "amount": "2 000"},
            ],
            "incomes": [
                {"label": "Fonds propres", "kind": "propre", "amount": "1 000"},
                {"label": "Département des Vosges", "kind": "collectivite", "amount": "3 000"},
            ],
            "wants_grant": "oui",
            "grant_requested": "4 000",
        },
        Step.PIECES: {},
        Step.RELECTURE: {
            "charter_measures": "Gobelets consignés, accès en train, salle accessible.",
            "commitments": [],
            "consent": "on",
        },
    }
