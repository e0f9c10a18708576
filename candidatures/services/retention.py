"""What is kept of candidatures, and how long: people are warned, then drafts are erased and dossiers made anonymous.

The durations are those of `RetentionSettings`, counted in Paris from the last thing that was typed in a draft, or from
the end of a dossier. Nothing goes before the day that its organisers were told, which is in the journal.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidatures.actors import Actor
from candidatures.deadlines import MONTHS_OF_A_YEAR, paris_day, shift_months
from candidatures.enums import EntryKind, MailKey, State
from candidatures.models import Candidature, RetentionSettings
from candidatures.services import erasure, journal, mails
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.sites import get_site
from socle.typography import date_range_text

logger = logging.getLogger(__name__)

#: States after which a dossier is kept as one that came to nothing.
FRUITLESS: Final = frozenset({State.REFUSED, State.WITHDRAWN, State.CANCELLED})
#: States after which it is kept as its accounts are.
ACCOUNTED: Final = frozenset({State.PAID, State.CLOSED})
#: What the line of the journal that tells of an erasure holds.
ERASED_ON: Final = "erased_on"


@dataclass(frozen=True)
class Applied:
    """How many candidatures were warned of, erased and made anonymous."""

    warned: int
    erased: int
    anonymised: int


@dataclass(frozen=True)
class Term:
    """Until when a candidature is kept."""

    #: The day on which its time is over.
    ends_on: date
    #: The first day on which its organisers may be told.
    warned_from: date
    #: The day they were told, if what they were told still holds.
    announced_on: date | None


def apply(today: date) -> Applied:
    """Do what is due on `today`, a day of Paris. Done again, it does nothing more."""
    counts = {"warned": 0, "erased": 0, "anonymised": 0}
    for pk in _kept():
        done = _apply_to(pk, today)
        if done:
            counts[done] += 1
    return Applied(**counts)


def settings_for(candidature: Candidature) -> RetentionSettings:
    """The durations of the site of its call; those of the model on an installation without site."""
    site = get_site(candidature)
    found: RetentionSettings = RetentionSettings.for_site(site) if site else RetentionSettings()
    return found


def durations_in_words(settings: RetentionSettings) -> list[str]:
    """How long each kind of candidature is kept, in sentences for its organisers."""
    drafts = ngettext(
        "Un brouillon où plus rien n’est écrit est effacé après %(number)s mois.",
        "Un brouillon où plus rien n’est écrit est effacé après %(number)s mois.",
        settings.draft_months,
    )
    fruitless = ngettext(
        "Un dossier refusé, retiré ou annulé est rendu anonyme après %(number)s an.",
        "Un dossier refusé, retiré ou annulé est rendu anonyme après %(number)s ans.",
        settings.refused_years,
    )
    accounted = ngettext(
        "Un dossier clos ou dont la subvention est versée est rendu anonyme après %(number)s an.",
        "Un dossier clos ou dont la subvention est versée est rendu anonyme après %(number)s ans.",
        settings.closed_years,
    )
    warning = ngettext(
        "Un courriel vous prévient au moins %(number)s jour avant.",
        "Un courriel vous prévient au moins %(number)s jours avant.",
        settings.warning_days,
    )
    numbers = (settings.draft_months, settings.refused_years, settings.closed_years, settings.warning_days)
    texts = (drafts, fruitless, accounted, warning)
    return [text % {"number": number} for text, number in zip(texts, numbers, strict=True)]


def term_of(candidature: Candidature) -> Term | None:
    """Until when it is kept; None while it lives, or once nothing is left."""
    state = State(candidature.state)
    if candidature.anonymised_at or state not in {State.DRAFT, *FRUITLESS, *ACCOUNTED}:
        return None
    settings = settings_for(candidature)
    last = _last_activity(candidature)
    ends_on = shift_months(paris_day(last), _months(settings, state))
    announced_on = _announced_on(candidature, last)
    # Longer durations, set since: what was told no longer holds.
    if announced_on and announced_on < ends_on:
        announced_on = None
    return Term(ends_on, ends_on - timedelta(days=settings.warning_days), announced_on)


def _kept() -> Iterable[int]:
    states = [State.DRAFT, *FRUITLESS, *ACCOUNTED]
    rows = Candidature.objects.filter(state__in=states, anonymised_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _apply_to(pk: int, today: date) -> str:
    """What was done to the candidature `pk`, as one of the names of `Applied`; empty for nothing."""
    with transaction.atomic():
        candidature = Candidature.objects.select_related("version__appel").filter(pk=pk).first()
        if candidature is None:
            return ""
        # Whoever saves a page at this instant waits, or is waited for: an activity is never missed.
        lock(candidature)
        term = term_of(candidature)
        if term is None or today < term.warned_from:
            return ""
        if term.announced_on is None:
            _announce(candidature, term, today)
            return "warned"
        if today < term.announced_on:
            return ""
        return _end(candidature)


def _announce(candidature: Candidature, term: Term, today: date) -> None:
    # Late, the warning gives its delay all the same.
    day = max(term.ends_on, today + (term.ends_on - term.warned_from))
    key = MailKey.RETENTION_DRAFT if candidature.is_draft else MailKey.RETENTION_DOSSIER
    words = date_range_text(day)
    Candidature.objects.filter(pk=candidature.pk).update(retention_warned_at=timezone.now())
    if candidature.is_draft:
        text = _("Effacement du brouillon annoncé pour le %(day)s.")
    else:
        text = _("Dossier rendu anonyme le %(day)s : annoncé.")
    journal.write(
        candidature,
        EntryKind.DATA,
        Actor.scheduler(),
        text % {"day": words},
        is_public=True,
        data={ERASED_ON: day.isoformat()},
    )
    mails.write(candidature, key, day.isoformat(), Letter({"efface_le": words}))


def _end(candidature: Candidature) -> str:
    if candidature.is_draft:
        people = erasure.people_of(candidature)
        erasure.erase_draft(candidature)
        erasure.forget_people(people)
        logger.info("Idle draft erased", extra={"candidature": candidature.pk})
        return "erased"
    text = _("Dossier rendu anonyme au terme de sa conservation.")
    erasure.anonymise(candidature, Actor.scheduler(), text)
    return "anonymised"


def _months(settings: RetentionSettings, state: State) -> int:
    if state == State.DRAFT:
        return settings.draft_months
    years = settings.refused_years if state in FRUITLESS else settings.closed_years
    return years * MONTHS_OF_A_YEAR


def _last_activity(candidature: Candidature) -> datetime:
    """When a draft was last written, by whatever page; when a dossier came to its end."""
    if not candidature.is_draft:
        return candidature.state_changed_at
    written = [
        candidature.answers.aggregate(last=Max("saved_at"))["last"],
        candidature.files.aggregate(last=Max("uploaded_at"))["last"],
    ]
    return max([candidature.updated_at, *filter(None, written)])


def _announced_on(candidature: Candidature, since: datetime) -> date | None:
    """The day of the end last told to its organisers, if nothing happened since they were told."""
    warned_at = candidature.retention_warned_at
    if warned_at is None or warned_at < since:
        return None
    lines = candidature.journal.filter(kind=EntryKind.DATA, data__has_key=ERASED_ON, created_at__gte=since)
    line = lines.order_by("-created_at", "-pk").first()
    return date.fromisoformat(line.data[ERASED_ON]) if line else None
