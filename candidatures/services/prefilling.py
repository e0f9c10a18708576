"""A dossier begun on Démarches simplifiées with what was written here: one for a candidature, never two."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from candidatures.demarches import prefilling
from candidatures.demarches.client import NO_PATIENCE, Client, DemarchesError
from candidatures.enums import FormMode
from candidatures.external import TiedAnswer, tied_answers
from candidatures.models import Candidature, DemarchesSettings, Prefill

logger = logging.getLogger(__name__)

#: A request that has said nothing for so long is over.
SILENCE: Final = timedelta(minutes=3)
#: Tries for one candidature, after which the address prefilled by its own parameters is left.
MAX_ATTEMPTS: Final = 10


def link_of(candidature: Candidature) -> DemarchesSettings | None:
    """The démarche that this draft may be begun on from here; None where nothing prefills it."""
    appel = candidature.version.appel
    if not candidature.is_draft or appel is None or appel.form_mode != FormMode.PREFILLED:
        return None
    link = DemarchesSettings.objects.filter(appel=appel, prefills=True).first()
    return link if link and link.is_configured else None


def prefill(candidature: Candidature, link: DemarchesSettings) -> Prefill:
    """The dossier begun there, with what became of each answer. Asked for again, it is the same one.

    Where none could be begun, `error` says why in French; asked for again, it is tried again.
    """
    number = link.demarche_number or 0
    mine, is_new = Prefill.objects.get_or_create(
        candidature=candidature, defaults={"demarche_number": number, "attempts": 1}
    )
    if mine.url or not (is_new or _take_up(mine, number)):
        return mine
    answers = tied_answers(candidature)
    try:
        client = Client(link.base_url, settings.NEC_DEMARCHES_TOKEN, patience=NO_PATIENCE)
        begun = client.begin(number, {answer.target: answer.value for answer in answers})
    except DemarchesError as error:
        mine.error = str(error)[:500]
        mine.save(update_fields=["error"])
        logger.warning("Prefilling failed", extra={"candidature": candidature.pk, "reason": mine.error})
        return mine
    mine.url, mine.outside_id, mine.dossier_number = begun.url, begun.id, begun.number
    mine.outside_state, mine.answered_at, mine.error = begun.state, timezone.now(), ""
    # First of all: whatever follows, this dossier is the one.
    mine.save()
    mine.kept, mine.dropped = _outcome(client, number, answers)
    mine.save(update_fields=["kept", "dropped"])
    return mine


def is_under_way(mine: Prefill) -> bool:
    """Whether another request is asking for it."""
    return not mine.url and not mine.error and mine.created_at > timezone.now() - SILENCE


def _take_up(mine: Prefill, number: int) -> bool:
    """Whether this request is the one that asks again: the former one failed, or was lost."""
    now = timezone.now()
    over = ~Q(error="") | Q(created_at__lt=now - SILENCE)
    rows = Prefill.objects.filter(over, pk=mine.pk, url="", attempts=mine.attempts, attempts__lt=MAX_ATTEMPTS)
    taken = rows.update(error="", created_at=now, attempts=F("attempts") + 1, demarche_number=number)
    mine.refresh_from_db()
    return bool(taken)


def _outcome(client: Client, number: int, answers: list[TiedAnswer]) -> tuple[list[str], list[str]]:
    """The sources kept and dropped, by what the démarche asks; all are taken for kept where nobody can tell yet."""
    sources = list(dict.fromkeys(answer.source for answer in answers))
    if not client.may_read:
        return sources, []
    try:
        return prefilling.split(answers, client.descriptors(number))
    except DemarchesError as error:
        logger.warning("Questions of the démarche unread", extra={"reason": str(error)})
        return sources, []
