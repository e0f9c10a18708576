"""Analyse the files that the antivirus has not judged."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from candidatures import antivirus
from candidatures.enums import ScanState
from candidatures.services.scans import scan, to_scan


class Command(BaseCommand):
    """Analyse what waits, what failed, and what came before the antivirus. Meant for cron, every few minutes."""

    help = "Analyse les fichiers des candidatures que l’antivirus n’a pas encore vus."

    def handle(self, *args: Any, **options: Any) -> None:
        if not antivirus.is_configured():
            self.stdout.write("Aucun antivirus n’est configuré (CLAMAV).")
            return
        states: list[ScanState | None] = []
        waiting = to_scan(timezone.now())
        try:
            for pk in waiting:
                states.append(scan(pk))  # noqa: PERF401 (what is done before clamd stops counts)
        except antivirus.AntivirusUnavailableError as error:
            message = f"L’antivirus ne répond pas ; fichiers qui attendent : {len(waiting) - len(states)}."
            raise CommandError(message) from error
        known = [state for state in states if state]
        self.stdout.write(
            f"Fichiers analysés : {len(known)}, dont {known.count(ScanState.INFECTED)} refusés "
            f"et {known.count(ScanState.FAILED)} illisibles."
        )
