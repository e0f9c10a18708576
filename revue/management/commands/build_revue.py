"""Makes the files of the revue that are missing or whose content has changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from revue.exports.making import make_files, pages_to_check
from revue.models import ExportFile
from socle.models import BasePage


class Command(BaseCommand):
    """To be run after a new version of the site, and once a day: it does nothing for what has not changed.

    Raises `CommandError` when a file could not be made, once all the others are.
    """

    help = "Fait les fichiers de la revue (PDF, EPUB, Markdown) qui manquent ou dont le contenu a changé."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Refait tous les fichiers, même inchangés.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            ExportFile.objects.all().delete()
        made: list[ExportFile] = []
        for pk in pages_to_check():
            page = BasePage.objects.filter(pk=pk).specific().first()
            made += make_files(page) if page else []
        failed = [row for row in made if row.failure]
        self.stdout.write(f"Fichiers de la revue : {len(made) - len(failed)} faits.")
        if failed:
            raise CommandError("\n".join(f"{row} : {row.failure}" for row in failed))
