"""The page of an event, begun from the dossier that was accepted: always a draft, that editors finish and publish."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidatures.actors import Actor
from candidatures.deadlines import paris_day
from candidatures.enums import EntryKind, PartnerPart, Step, TargetPublic
from candidatures.models import Candidature
from candidatures.rights import TEAM_ROLES
from candidatures.services import journal
from candidatures.services.locks import lock
from candidatures.services.refusals import ActRefusedError, require
from candidatures.sites import get_site
from candidatures.steps import get_form
from nec_locaux.enums import Audience, PartnerRole
from nec_locaux.models import NecLocalPage, NecLocalPartenaire, NecLocalTerritoire, NecLocauxIndexPage
from socle.models import PageThematique, Partenaire
from socle.text import clean_line, fold_words
from socle.typography import date_range_text

MAX_SUMMARY: Final = 500
MAX_LINE: Final = 255
MAX_THEMES: Final = 8
MAX_ORGANISERS: Final = 500
#: The publics that come for their work.
PROFESSIONALS: Final = frozenset(TargetPublic) - {TargetPublic.PUBLIC}


@dataclass(frozen=True)
class Figure:
    """A figure of the bilan: the field of the event's page that shows it, its label, its value, what is there now."""

    name: str
    label: str | Promise
    value: int
    present: int | None


def make_draft(candidature: Candidature, actor: Actor) -> NecLocalPage | None:
    """The page of the event, made from the dossier below the calendar of its site; the one it has, if any.

    Nothing of it is public. None where the site has no calendar.
    """
    with transaction.atomic():
        lock(candidature)
        if candidature.event_page_id:
            return candidature.event_page
        home = _find_home(candidature)
        if home is None:
            return None
        page = _build(candidature)
        home.add_child(instance=page)
        page.save_revision(user=actor.user, clean=False)
        Candidature.objects.filter(pk=candidature.pk).update(event_page=page)
        candidature.event_page = page
        text = _("Brouillon de la page de l’événement créé.")
        journal.write(candidature, EntryKind.PAGE, actor, text, data={"page": page.pk})
    return page


def read_figures(candidature: Candidature) -> list[Figure]:
    """What the bilan gives the event's page; none without such a page."""
    page = candidature.event_page
    if page is None:
        return []
    latest = page.get_latest_revision_as_object()
    figures = ((name, label, value) for name, (label, value) in _bilan_values(candidature).items() if value is not None)
    return [Figure(name, label, value, getattr(latest, name)) for name, label, value in figures]


def offer_figures(candidature: Candidature, actor: Actor, names: Collection[str] | None = None) -> list[Figure]:
    """Write figures of the bilan in a new draft of the event's page, and give those written.

    `names` says which; without it, those that the page does not have. Publishing stays the editors'.

    Raises:
        ActRefusedError: for an actor without role, or a dossier without page.
    """
    require(actor, *TEAM_ROLES)
    with transaction.atomic():
        lock(candidature)
        if candidature.event_page is None:
            raise ActRefusedError(_("Ce dossier n’a pas de page d’événement."))
        figures = [one for one in read_figures(candidature) if _is_wanted(one, names)]
        if not figures:
            return []
        page = candidature.event_page.get_latest_revision_as_object()
        for figure in figures:
            setattr(page, figure.name, figure.value)
        if not page.figures_source:
            page.figures_source = _source(candidature)
        page.save_revision(user=actor.user, clean=False)
        text, data = (
            _("Chiffres du bilan proposés à la page de l’événement."),
            {"figures": [one.name for one in figures]},
        )
        journal.write(candidature, EntryKind.PAGE, actor, text, data=data)
    return figures


def _is_wanted(figure: Figure, names: Collection[str] | None) -> bool:
    if figure.value == figure.present:
        return False
    return figure.present is None if names is None else figure.name in names


def _source(candidature: Candidature) -> str:
    day = date_range_text(paris_day(timezone.now()))
    words = _("Bilan de %(structure)s, %(day)s") % {
        "structure": candidature.structure_name or _("la structure"),
        "day": day,
    }
    return clean_line(words)[:MAX_LINE]


def _bilan_values(candidature: Candidature) -> dict[str, tuple[str | Promise, int | None]]:
    counted = get_form(candidature, Step.BILAN_QUANTITATIF).cleaned
    cost = candidature.real_cost
    return {
        "participants": (gettext_lazy("Personnes venues"), counted["participants"]),
        "structure_count": (gettext_lazy("Structures représentées"), counted["structures"]),
        "speaker_count": (gettext_lazy("Intervenantes et intervenants"), counted["speakers"]),
        "workshop_count": (gettext_lazy("Ateliers"), counted["workshops"]),
        "stand_count": (gettext_lazy("Stands"), counted["stands"]),
        "satisfaction": (gettext_lazy("Satisfaction"), counted["satisfaction"]),
        "budget": (gettext_lazy("Budget, en euros"), int(cost.quantize(Decimal(1), ROUND_HALF_UP)) if cost else None),
    }


def _find_home(candidature: Candidature) -> NecLocauxIndexPage | None:
    site = get_site(candidature)
    pages = NecLocauxIndexPage.objects.order_by("path")
    own = pages.descendant_of(site.root_page, inclusive=True).first() if site else None
    return own or pages.first()


def _build(candidature: Candidature) -> NecLocalPage:
    event, publics = (get_form(candidature, step).cleaned for step in (Step.EVENEMENT, Step.PUBLICS))
    subject, partners = (get_form(candidature, step).cleaned for step in (Step.OBJECTIF, Step.PARTENAIRES))
    page = NecLocalPage(
        title=clean_line(candidature.display_title)[:MAX_LINE],
        live=False,
        start_date=candidature.start_date,
        end_date=candidature.end_date,
        date_precision=candidature.date_precision,
        mode=event["mode"] or NecLocalPage._meta.get_field("mode").default,
        place=clean_line(event["venue"])[:MAX_LINE],
        capacity=publics["venue_capacity"] or None,
        audience=_audience(publics["target_publics"]),
        organisers=_organisers(candidature, partners["partners"]),
        summary=Truncator(clean_line(subject["objective"])).chars(MAX_SUMMARY),
    )
    # A draft is saved in any state: what does not agree yet is told when it is published.
    page.is_checked = False
    _link(page, candidature, subject["thematiques"][:MAX_THEMES], partners["partners"])
    return page


def _link(page: Any, candidature: Candidature, themes: list[str], partners: list[dict[str, Any]]) -> None:
    if candidature.territoire_id:
        page.territoire_links = [NecLocalTerritoire(territoire_id=candidature.territoire_id, sort_order=0)]
    links = [PageThematique(thematique_id=int(key), sort_order=rank) for rank, key in enumerate(themes)]
    page.thematique_links = links
    page.partner_links = _partners(partners)


def _audience(targets: list[str]) -> str:
    chosen = {TargetPublic(target) for target in targets}
    is_public, is_professional = TargetPublic.PUBLIC in chosen, bool(chosen & PROFESSIONALS)
    if is_public and is_professional:
        return Audience.BOTH
    if is_public:
        return Audience.PUBLIC
    return Audience.PROFESSIONALS if is_professional else ""


def _organisers(candidature: Candidature, partners: list[dict[str, Any]]) -> str:
    names = [candidature.structure_name, *(row["name"] for row in partners if row["part"] == PartnerPart.CO_ORGANISER)]
    known = dict.fromkeys(clean_line(name) for name in names if name)
    return ", ".join(known)[:MAX_ORGANISERS]


def _partners(rows: list[dict[str, Any]]) -> list[NecLocalPartenaire]:
    """The partners of the dossier that the register knows by their very name; editors add the others."""
    named = {fold_words(row["name"]): row["part"] for row in rows if row["name"]}
    if not named:
        return []
    known = {fold_words(partenaire.name): partenaire for partenaire in Partenaire.objects.order_by("-pk")}
    found = [(known[name], part) for name, part in named.items() if name in known]
    return [
        NecLocalPartenaire(
            partenaire=partenaire,
            role=PartnerRole.ORGANISER if part == PartnerPart.CO_ORGANISER else PartnerRole.LOCAL,
            sort_order=rank,
        )
        for rank, (partenaire, part) in enumerate(found)
    ]
