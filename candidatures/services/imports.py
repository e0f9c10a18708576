"""The import of the dossiers of Démarches simplifiées, a page after the other."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend
from pydantic import ValidationError

from candidatures.demarches import queries
from candidatures.demarches.client import NO_PATIENCE, Client, DemarchesError
from candidatures.demarches.shapes import DeletedDossier, Dossier, Page
from candidatures.enums import ImportPhase, ImportState
from candidatures.models import AppelPage, DemarchesSettings, ImportRun
from candidatures.services.outside_dossiers import Reception, note_deletion, receive

logger = logging.getLogger(__name__)

#: An import that has kept no page for so long was interrupted.
SILENCE: Final = timedelta(minutes=15)
#: What changed while the former import ran is read again.
OVERLAP: Final = timedelta(minutes=10)
#: Seconds of an import made in a request, where no worker takes it.
IN_REQUEST: Final = 20.0
MAX_ERROR: Final = 500

QUERIES: Final = {
    ImportPhase.DOSSIERS: queries.DOSSIERS,
    ImportPhase.DELETED: queries.DELETED,
    ImportPhase.PENDING: queries.PENDING_DELETED,
}


class ImportRefusedError(Exception):
    """An import that may not begin. Its text says why, in French."""


def lacks(link: DemarchesSettings) -> list[str]:
    """What is missing for an import, in French; empty where one may begin."""
    missing = {
        _("Le choix d’importer n’est pas coché."): not link.imports,
        _("Le numéro de la démarche manque."): not link.demarche_number,
        _("L’adresse du service manque, ou n’est pas permise."): bool(link.demarche_number) and not link.is_configured,
        _("L’appel qui reçoit les dossiers n’est pas choisi."): link.appel is None,
        _("Le jeton manque (variable DEMARCHES_TOKEN)."): not settings.NEC_DEMARCHES_TOKEN,
    }
    return [words for words, is_missing in missing.items() if is_missing]


def plan_import(link: DemarchesSettings) -> None:
    """Have the import made by a worker; without one, made at once, for a moment: another goes on from there."""
    transaction.on_commit(partial(import_now.enqueue, link.pk))


@task()
def import_now(pk: int) -> None:
    """Import for the settings `pk`. What fails is kept with the run."""
    link = DemarchesSettings.objects.filter(pk=pk).first()
    if link is None:
        return
    is_in_request = isinstance(import_now.get_backend(), ImmediateBackend)
    client = client_of(link, is_in_request=is_in_request) if not lacks(link) else None
    try:
        if client:
            run_import(link, client, seconds=IN_REQUEST if is_in_request else None)
    except ImportRefusedError as error:
        logger.info("Import refused", extra={"reason": str(error)})


def client_of(link: DemarchesSettings, *, is_in_request: bool = False) -> Client:
    """The service of these settings, with the token of the environment."""
    patience = NO_PATIENCE if is_in_request else None
    return Client(link.base_url, settings.NEC_DEMARCHES_TOKEN, patience=patience)


def run_import(link: DemarchesSettings, client: Client, *, seconds: float | None = None) -> ImportRun:
    """Read what changed there since the last import, or go on from where one stopped. What fails is kept with the run.

    After `seconds`, if given, it stops between two pages, to be taken up.

    Raises:
        ImportRefusedError: when something is missing, or another import is at it.
    """
    missing = lacks(link)
    if missing:
        raise ImportRefusedError(" ".join(missing))
    run = _take_run(link.demarche_number or 0, timezone.now())
    try:
        _Reading(run, client, link.appel).read(until=time.monotonic() + seconds if seconds else None)
    except DemarchesError as error:
        _fail(run, str(error))
    except Exception:
        _fail(run, _("Erreur inattendue, écrite dans le journal du serveur."))
        raise
    return run


class _Reading:
    """An import at work."""

    def __init__(self, run: ImportRun, client: Client, appel: AppelPage) -> None:
        self._run = run
        self._client = client
        self._appel = appel
        self._pages = 0

    def read(self, until: float | None) -> None:
        for phase in [phase for phase in ImportPhase if _order(phase) >= _order(self._run.phase)]:
            if phase != self._run.phase:
                self._run.phase, self._run.cursor = phase, ""
            take = self._take_dossier if phase == ImportPhase.DOSSIERS else self._take_deletion
            while self._read_page(take):
                if until is not None and time.monotonic() > until:
                    raise DemarchesError(_("Arrêté pour ne pas faire attendre : relancez l’import, il continuera."))
        self._run.state, self._run.finished_at = ImportState.DONE, timezone.now()
        self._run.save()
        logger.info("Import done", extra={"run": self._run.pk})

    def _read_page(self, take: Callable[[Any], None]) -> bool:
        """Keep a page and its cursor; whether another follows."""
        page = self._ask()
        for node in page.nodes:
            take(node)
        self._pages += 1
        end = page.info.end or ""
        has_next = page.info.has_next and end not in {"", self._run.cursor}
        self._run.cursor = end if has_next else self._run.cursor
        self._run.save()
        return has_next

    def _ask(self) -> Page:
        run = self._run
        query = QUERIES[ImportPhase(run.phase)]
        try:
            return self._client.page(query, run.demarche_number, after=run.cursor, since=run.updated_since)
        except DemarchesError:
            if self._pages == 0 and run.cursor:
                # A cursor may have died with time: the next import reads this list again from its beginning.
                run.cursor = ""
            raise

    def _take_dossier(self, node: Any) -> None:
        run = self._run
        try:
            received = receive(Dossier.model_validate(node), run.demarche_number, self._appel)
        except (ValidationError, DatabaseError) as error:
            self._tell_unread(node, error)
            return
        name = {
            Reception.CREATED: "created_count",
            Reception.UPDATED: "updated_count",
            Reception.UNCHANGED: "unchanged_count",
        }[received.reception]
        setattr(run, name, getattr(run, name) + 1)
        run.problem_count += received.has_problem

    def _take_deletion(self, node: Any) -> None:
        try:
            self._run.deleted_count += note_deletion(DeletedDossier.model_validate(node))
        except (ValidationError, DatabaseError) as error:
            self._tell_unread(node, error)

    def _tell_unread(self, node: Any, error: Exception) -> None:
        number = node.get("number") if isinstance(node, dict) else None
        known = str(number)[:20] if isinstance(number, int) else "?"
        # The values of a dossier are personal: neither they nor the error that quotes them go in the log.
        logger.warning("Dossier unread", extra={"dossier": known, "error": type(error).__name__})
        words = _("Dossier illisible : %(number)s.") % {"number": known}
        self._run.problem_count += 1
        self._run.error = f"{self._run.error} {words}".strip()[:MAX_ERROR]


def _take_run(number: int, now: datetime) -> ImportRun:
    """The import that stopped, to be taken up, or a new one; one alone runs for a démarche.

    Raises:
        ImportRefusedError: when one is running.
    """
    refused = ImportRefusedError(_("Un import est déjà en cours."))
    last = ImportRun.objects.filter(demarche_number=number).first()
    if last and last.state != ImportState.DONE:
        if last.state == ImportState.RUNNING and last.alive_at > now - SILENCE:
            raise refused
        # Of two that take it up at once, one changes the row.
        rows = ImportRun.objects.filter(pk=last.pk, state=last.state, alive_at=last.alive_at)
        if not rows.update(state=ImportState.RUNNING, alive_at=now, error="", finished_at=None):
            raise refused
        last.refresh_from_db()
        return last
    done = ImportRun.objects.filter(demarche_number=number, state=ImportState.DONE).first()
    since = done.started_at - OVERLAP if done else None
    try:
        with transaction.atomic():
            return ImportRun.objects.create(demarche_number=number, updated_since=since)
    except IntegrityError:
        raise refused from None


def _fail(run: ImportRun, reason: str) -> None:
    run.state, run.error, run.finished_at = ImportState.FAILED, reason[:MAX_ERROR], timezone.now()
    run.save()
    logger.warning("Import failed", extra={"run": run.pk, "reason": run.error})


def _order(phase: str) -> int:
    return list(ImportPhase).index(ImportPhase(phase))
