"""The antivirus at work: by a worker when a file arrives; else by `scan_files`, which takes up what was left too."""

import logging
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend

from candidatures import antivirus
from candidatures.actors import Actor
from candidatures.enums import EntryKind, ScanState
from candidatures.models import PieceJointe
from candidatures.services import journal

logger = logging.getLogger(__name__)

#: States of files of which the antivirus has said nothing yet.
UNSCANNED: Final = frozenset({ScanState.PENDING, ScanState.FAILED, ScanState.NOT_CONFIGURED})
#: A file that clamd could not read is not sent to it again at once.
RETRY_DELAY: Final = timedelta(hours=6)


def plan(piece: PieceJointe) -> None:
    """Have `piece`, which has just arrived, analysed once it is committed: beside the request, never in it.

    Without a worker (`TASKS=immediate`) a task would make the organiser wait for clamd: the file waits for
    `scan_files`, and for it alone.
    """
    if isinstance(scan_file.get_backend(), ImmediateBackend):
        return
    # Robust: the file is there, whatever becomes of the task; `scan_files` finds it.
    transaction.on_commit(partial(scan_file.enqueue, piece.pk), robust=True)


@task()
def scan_file(pk: int) -> None:
    """Analyse a file that has just arrived. Where clamd does not answer, it waits for `scan_files`."""
    try:
        scan(pk)
    except antivirus.AntivirusUnavailableError:
        logger.warning("Antivirus unavailable", extra={"piece": pk})


def scan(pk: int) -> ScanState | None:
    """What the antivirus says of the file `pk`, kept with it; None for one that is gone or known already.

    Raises:
        AntivirusUnavailableError: when clamd does not answer. The file stays as it was.
    """
    piece = PieceJointe.objects.filter(pk=pk, scan_state__in=UNSCANNED).first()
    if piece is None:
        return None
    try:
        with piece.file.open("rb") as file:
            content = file.read()
    except (OSError, ValueError):
        logger.exception("File of a candidature unreadable", extra={"piece": pk})
        return _keep(piece, ScanState.FAILED)
    return _keep(piece, antivirus.scan(BytesIO(content)))


def to_scan(now: datetime) -> list[int]:
    """Files that are to be analysed, the oldest first."""
    just_failed = Q(scan_state=ScanState.FAILED, scanned_at__gt=now - RETRY_DELAY)
    rows = PieceJointe.objects.filter(scan_state__in=UNSCANNED).exclude(just_failed)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _keep(piece: PieceJointe, state: ScanState) -> ScanState | None:
    with transaction.atomic():
        # Removed meanwhile, or analysed by another worker: nothing to say.
        rows = PieceJointe.objects.filter(pk=piece.pk, scan_state__in=UNSCANNED)
        if not rows.update(scan_state=state, scanned_at=timezone.now()):
            return None
        if state is ScanState.INFECTED:
            _discard(piece)
    logger.info("File of a candidature analysed", extra={"piece": piece.pk, "state": state.name})
    return state


def _discard(piece: PieceJointe) -> None:
    """Keep the name of an infected file, and not its content."""
    storage, name = piece.file.storage, piece.file.name
    PieceJointe.objects.filter(pk=piece.pk).update(file="")
    journal.write(
        piece.candidature,
        EntryKind.FILE,
        Actor.scheduler(),
        _("Le fichier « %(name)s » a été refusé par l’antivirus et supprimé.") % {"name": piece.name},
        is_public=True,
        data={"piece": str(piece.uuid)},
    )
    transaction.on_commit(partial(storage.delete, name), robust=True)
