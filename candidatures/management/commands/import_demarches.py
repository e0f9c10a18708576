"""Take up here what was sent on Démarches simplifiées."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candidatures.enums import ImportState
from candidatures.models import DemarchesSettings, ImportRun
from candidatures.services.imports import ImportRefusedError, client_of, lacks, run_import


class Command(BaseCommand):
    """Import what changed since the last time. Meant for cron; run again after a failure, it goes on from there."""

    help = "Reprend les dossiers déposés sur Démarches simplifiées, et ce qui y a changé. À lancer chaque heure."

    def handle(self, *args: Any, **options: Any) -> None:
        links = list(DemarchesSettings.objects.filter(imports=True).select_related("appel"))
        if not links:
            self.stdout.write("Aucun import de Démarches simplifiées n’est demandé dans les réglages.")
        failed = [reason for link in links if (reason := self._import(link))]
        if failed:
            raise CommandError("\n".join(failed))

    def _import(self, link: DemarchesSettings) -> str:
        """Why an import did not end; empty where it did."""
        missing = lacks(link)
        if missing:
            return " ".join(missing)
        try:
            run = run_import(link, client_of(link))
        except ImportRefusedError as error:
            return str(error)
        self.stdout.write(_summary(run))
        return f"Import interrompu : {run.error}" if run.state == ImportState.FAILED else ""


def _summary(run: ImportRun) -> str:
    return (
        f"Démarche {run.demarche_number}. Créés : {run.created_count}. Mis à jour : {run.updated_count}. "
        f"Inchangés : {run.unchanged_count}. Supprimés là-bas : {run.deleted_count}. À vérifier : {run.problem_count}."
    )
