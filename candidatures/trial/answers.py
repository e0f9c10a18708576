"""What a trial dossier says, page by page, under whatever rules its call has."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from candidatures.budget import OTHER_COSTS
from candidatures.enums import Step
from candidatures.places import place_label
from candidatures.rules import Rules
from candidatures.siret import has_right_key
from candidatures.steps import Values
from candidatures.trial.cases import Case
from candidatures.uploads import CONTENT_TYPES
from socle.models import Territoire, Thematique

#: A4 at 50 points an inch: enough to read one line.
PAPER: Final = (414, 585)
#: Euros that budgets are rounded to.
ROUND: Final = Decimal(100)
#: What each kind of cost is of the whole, in hundredths.
SHARES: Final = (("Salle et matériel", 40), ("Annonces et affiches", 20), ("Intervenantes et intervenants", 20))
#: How much of what was planned came true: of the public, of the costs.
CAME, SPENT = Decimal("0.9"), Decimal("0.95")


def dossier_answers(case: Case, rank: int, rules: Rules, territoire: Territoire, today: date) -> dict[Step, Values]:
    """Every page of the form, as its organiser types it."""
    return {
        Step.PORTEUR: _porteur(case, rank),
        Step.EVENEMENT: _event(case, rank, territoire, today),
        Step.OBJECTIF: _subject(rank),
        Step.PUBLICS: {
            "expected_attendance": str(case.attendance),
            "target_publics": ["elus", "mediation", "associations"],
            "venue_capacity": str(case.capacity),
            "accessibility": "Texte d’essai : une entrée de plain-pied, une boucle magnétique à l’accueil.",
        },
        Step.PARTENAIRES: _partners(case, rank),
        Step.FORMATS: {"outline": "Texte d’essai : une ouverture, des ateliers, une table ronde, une restitution."},
        Step.MOYENS: {
            "human": "Texte d’essai : deux personnes à mi-temps pendant trois mois.",
            "technical": "Texte d’essai : son, image et connexion de la salle.",
            "material": "Texte d’essai : tables, chaises, panneaux.",
            "communication": "Texte d’essai : lettre d’information, affiches, réseaux des partenaires.",
        },
        Step.BUDGET: _budget(case, rules),
        Step.RELECTURE: {
            "commitments": [item.key for item in rules.commitments],
            **({"consent": "on"} if rules.consent_text else {}),
        },
    }


def bilan_answers(case: Case, rules: Rules) -> dict[Step, Values]:
    """The three pages of the bilan."""
    total = Decimal(case.budget) * SPENT
    expenses = _expenses(total, rules)
    return {
        Step.BILAN_QUANTITATIF: {
            "participants": str(int(case.attendance * CAME)),
            "registered": str(case.attendance),
            "speakers": "12",
            "women_speakers": "6",
            "structures": "30",
            "workshops": "8",
            "stands": "4",
            "satisfaction": "80",
        },
        Step.BILAN_QUALITATIF: {
            "liked": "Texte d’essai : les ateliers en petits groupes.",
            "to_change": "Texte d’essai : prévoir plus de temps pour la restitution.",
            "lessons": "Texte d’essai : associer les communes dès le début.",
        },
        Step.BILAN_FINANCIER: {
            "expenses": expenses,
            "incomes": [_line("Fonds propres", "propre", total - awarded(case, rules))],
            **({"grant_asked": _digits(awarded(case, rules))} if case.wants_grant else {}),
        },
    }


def awarded(case: Case, rules: Rules) -> Decimal:
    """The grant that the dossier asks for: half of its budget, within the bounds of the call. Zero without one."""
    if not case.wants_grant or rules.grant_maximum is None:
        return Decimal(0)
    half = Decimal(case.budget) / 2 // ROUND * ROUND
    return min(max(half, rules.grant_minimum or half), rules.grant_maximum)


def trial_siret(rank: int) -> str:
    """A number with a right key under the SIREN 000 000 000, which is nobody’s."""
    return next(digits for key in range(10) if has_right_key(digits := f"{rank:013}{key}"))


def trial_pdf(name: str, text: str) -> SimpleUploadedFile:
    """A page that says `text` and nothing else, as an organiser sends it."""
    page, content = Image.new("L", PAPER, 255), BytesIO()
    ImageDraw.Draw(page).text((40, 40), text, fill=0, font=ImageFont.load_default(16))
    page.save(content, "PDF", title=text)
    return SimpleUploadedFile(name, content.getvalue(), CONTENT_TYPES["pdf"])


def _porteur(case: Case, rank: int) -> Values:
    is_informal = case.structure_kind == "collectif"
    return {
        "structure_name": f"Structure d’essai {rank}",
        "structure_kind": case.structure_kind,
        "siret": "" if is_informal else trial_siret(rank),
        "contact_name": f"Personne d’essai {rank}",
        "contact_role": "Fonction d’essai",
    }


def _event(case: Case, rank: int, territoire: Territoire, today: date) -> Values:
    start = case.event_day(today)
    days = (
        {"date_precision": "month", "month": f"{start:%m/%Y}"}
        if case.knows_only_month
        else {
            "date_precision": "day",
            "start_date": f"{start:%d/%m/%Y}",
        }
    )
    return {
        "title": f"Dossier d’essai n° {rank} : NEC {territoire.name}",
        **days,
        "mode": "sur_place",
        "venue": "Salle d’essai",
        "territoire_name": place_label(territoire),
        "territoire": str(territoire.pk),
        "digital_maturity": "Texte d’essai : un réseau d’accompagnement, des rencontres chaque année.",
    }


def _subject(rank: int) -> Values:
    themes = [str(pk) for pk in Thematique.objects.actuelles().values_list("pk", flat=True)]
    return {
        "objective": "Texte d’essai : réunir celles et ceux qui accompagnent les habitantes et les habitants, puis "
        "choisir trois actions communes.",
        "thematiques": sorted({themes[rank % len(themes)], themes[rank // 2 % len(themes)]}) if themes else [],
        "contribution": "Texte d’essai : un besoin que plusieurs communes partagent.",
    }


def _partners(case: Case, rank: int) -> Values:
    support = {"name": f"Collectivité d’essai {rank}", "kind": "departement", "support": "Une salle"}
    partners: Iterable[dict[str, Any]] = (
        {"name": f"Partenaire d’essai {rank}", "part": "co_organise", "sector": "associatif"},
        {"name": f"Entreprise d’essai {rank}", "part": "partenaire", "sector": "prive"},
    )
    return {"collectivites": [support] if case.has_collectivite else [], "partners": list(partners)}


def _budget(case: Case, rules: Rules) -> Values:
    total, grant = Decimal(case.budget), awarded(case, rules)
    own = ((total - grant) / 2) // ROUND * ROUND
    values: Values = {
        "expenses": _expenses(total, rules),
        "incomes": [
            _line("Fonds propres", "propre", own),
            _line("Collectivité d’essai", "collectivite", total - grant - own),
        ],
    }
    if rules.offers_grant:
        values |= {"wants_grant": "oui", "grant_requested": _digits(grant)} if grant else {"wants_grant": "non"}
    return values


def _expenses(total: Decimal, rules: Rules) -> list[Values]:
    """Costs that the grant covers, as far as the call names some, and one that it does not."""
    kinds = [item.key for item in rules.eligible_costs] or [OTHER_COSTS]
    covered = [
        _line(label, kinds[rank % len(kinds)], total * share / 100) for rank, (label, share) in enumerate(SHARES)
    ]
    left = 100 - sum(share for _label, share in SHARES)
    return [*covered, _line("Repas", OTHER_COSTS, total * left / 100)]


def _line(label: str, kind: str, amount: Decimal) -> Values:
    return {"label": label, "kind": kind, "amount": _digits(amount)}


def _digits(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
