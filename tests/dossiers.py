"""A whole dossier, as an organiser types it."""

from dataclasses import replace
from datetime import date
from typing import Any

from candidatures.enums import State
from candidatures.models import Candidature, Porteur
from candidatures.rules import Criterion, DocumentAsked, Item, Rules
from socle.enums import TerritoireKind
from socle.models import Territoire, Thematique
from tests import rules
from tests.factories import AppelVersionFactory, CandidatureFactory, TerritoireFactory, ThematiqueFactory

#: The day on which organisers of these tests write.
TODAY = date(2026, 11, 2)

RULES = replace(
    rules.RULES,
    eligible_costs=(Item("salle", "Location de salle"),),
    criteria=(Criterion("equipe", "Une équipe et des financements"),),
    commitments=(Item("charte", "Je respecte la charte."), Item("bilan", "Je remets un bilan.")),
    consent_text="J’accepte que l’équipe garde mon dossier deux ans.",
)


def whole_answers(*, territoire: int | None = None, **changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Answers, by page, that the deposit asks nothing more of on `TODAY`.

    `territoire` is the key of the one chosen; the département of the Vosges, made if it must be, is named by default.
    `changes` replaces answers of the pages it names: `whole_answers(publics={"expected_attendance": "149"})`.
    """
    answers = _answers(_thematique(), territoire or _vosges().pk)
    return {step: values | changes.get(step, {}) for step, values in answers.items()}


def _thematique() -> Thematique:
    found = Thematique.objects.actuelles().first()
    return found or ThematiqueFactory(title="Inclusion numérique")


def _vosges() -> Territoire:
    found = Territoire.objects.filter(kind=TerritoireKind.DEPARTEMENT, code="88").first()
    return found or TerritoireFactory(name="Vosges", code="88", kind=TerritoireKind.DEPARTEMENT)


def _answers(thematique: Thematique, territoire: int) -> dict[str, dict[str, Any]]:
    return {
        "porteur": {
            "structure_name": "Association Les Ponts",
            "structure_kind": "association",
            "siret": "73282932000074",
            "contact_name": "Inès Ferrand",
            "contact_email": "ines@exemple.fr",
        },
        "evenement": {
            "title": "NEC Vosges",
            "date_precision": "day",
            "start_date": "15/05/2027",
            "end_date": "16/05/2027",
            "mode": "sur_place",
            "venue": "Salle des fêtes",
            "territoire_name": "Vosges",
            "territoire": str(territoire),
        },
        "objectif": {
            "objective": "Réunir celles et ceux qui accompagnent.\n\nPuis agir.",
            "thematiques": [str(thematique.pk)],
            "contribution": "Un réseau.",
        },
        "publics": {"expected_attendance": "1 180", "target_publics": ["elus", "mediation"], "venue_capacity": "1200"},
        "partenaires": {
            "collectivites": [{"name": "Département des Vosges", "kind": "departement", "support": "Une salle"}],
            "partners": [{"name": "Hub Est", "part": "co_organise", "sector": "associatif"}],
        },
        "formats": {"outline": "Ateliers le matin.", "formats": []},
        "moyens": {"human": "Deux personnes", "technical": "Son", "material": "Tables", "communication": "Presse"},
        "budget": {
            "expenses": [
                {"label": "Salle", "kind": "salle", "amount": "4 000"},
                {"label": "Repas", "kind": "autre", "amount": "1 250,50"},
            ],
            "incomes": [{"label": "Fonds propres", "kind": "propre", "amount": "2 250,50"}],
            "wants_grant": "oui",
            "grant_requested": "3000",
        },
        "relecture": {"commitments": ["charte", "bilan"], "consent": "on"},
    }


def whole_dossier(
    owner: Porteur | None = None, *, rules: Rules = RULES, state: State = State.DRAFT, **answers: Any
) -> Candidature:
    """A candidature ready to be sent; `answers` replaces those of a page by its name."""
    candidature: Candidature = CandidatureFactory(
        version=AppelVersionFactory(rules=rules),
        porteur=owner,
        state=state,
        title="NEC Vosges",
        structure_name="Association Les Ponts",
        answers=whole_answers() | answers,
    )
    return candidature


def asks_for_document() -> DocumentAsked:
    """A document without which no dossier is sent."""
    return DocumentAsked("statuts", "Les statuts", is_required=True)
