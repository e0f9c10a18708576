"""Give the team its groups and its workflow."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Site

from socle.editors import setup_groups, setup_workflow


class Command(BaseCommand):
    """Make the groups of the team and the workflow « Relecture », where they are missing.

    What exists is left as an administrator made it; `--retablir` gives the groups their rights again.
    Raises `CommandError` where there is no default site to give rights on.
    """

    help = "Crée les groupes de la rédaction et la relecture s’ils manquent. Ne change rien à ce qui existe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retablir", action="store_true", help="Rend aux groupes leurs droits d’origine, exactement."
        )

    @transaction.atomic
    def handle(self, *args: Any, retablir: bool = False, **options: Any) -> None:
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        if site is None:
            message = "Aucun site par défaut : créez-en un, avec sa page d’accueil."
            raise CommandError(message)
        created = setup_groups(site.root_page, reset=retablir)
        workflow_is_new = setup_workflow(site.root_page)
        if options["verbosity"]:
            self.report(created, workflow_is_new=workflow_is_new)

    def report(self, created: list[str], *, workflow_is_new: bool) -> None:
        self.stdout.write(f"Groupes créés : {', '.join(created) or 'aucun'}.")
        self.stdout.write(f"Circuit de relecture : {'créé' if workflow_is_new else 'déjà en place'}.")
