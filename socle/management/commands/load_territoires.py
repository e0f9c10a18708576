"""Load the official geographic code shipped with the site."""

from typing import Any

from django.core.management.base import BaseCommand

from socle.territoires import load_territoires, read_territoires


class Command(BaseCommand):
    """Fill the table of territoires. May be run again at any time: it keeps what the team added."""

    help = "Charge les régions, départements, outre-mer, intercommunalités et communes du code officiel géographique."

    def handle(self, *_args: Any, **_options: Any) -> None:
        report = load_territoires(read_territoires())
        self.stdout.write(
            f"Territoires : {report.created} ajoutés, {report.updated} corrigés, {report.unchanged} inchangés."
        )
