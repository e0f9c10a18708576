"""Fill the team's side of the site with trial dossiers, or take them out of it."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from candidatures.trial.loader import ACCOUNTS, TrialRefusedError, erase_trial, load_trial, trial_accounts


class Command(BaseCommand):
    """Load the trial dossiers once, with their team. Run again, it changes nothing.

    Raises `CommandError` outside of development without `--oui`, and where they cannot be loaded: among the dossiers of
    people, without an open call.
    """

    help = "Charge des dossiers d’essai, une fois, pour essayer le côté de l’équipe. Aucun courriel ne part."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--effacer", action="store_true", help="Efface exactement ce que la commande a chargé.")
        parser.add_argument("--oui", action="store_true", help="Accepte d’agir hors du développement (DEBUG).")
        parser.add_argument(
            "--si-possible", action="store_true", help="Si rien ne peut être chargé, dit pourquoi sans échouer."
        )
        parser.add_argument(
            "--fichier-mot-de-passe",
            type=Path,
            help="En développement : garde là le mot de passe des comptes d’essai, qui sans lui ne se connectent pas.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or options["oui"]):
            message = "Ce site n’est pas en développement (DEBUG). Pour y agir quand même, ajoutez --oui."
            raise CommandError(message)
        if options["fichier_mot_de_passe"] and not settings.DEBUG:
            message = "Un mot de passe gardé dans un fichier ne sert qu’en développement (DEBUG)."
            raise CommandError(message)
        if options["effacer"]:
            self.say(f"{erase_trial()} effacés.")
        else:
            self.load(options["fichier_mot_de_passe"], is_optional=options["si_possible"])

    def load(self, password_file: Path | None, *, is_optional: bool) -> None:
        try:
            count = load_trial()
        except TrialRefusedError as refusal:
            if not is_optional:
                raise CommandError(str(refusal)) from refusal
            self.say(f"aucun n’a été chargé. {refusal}")
            return
        self.say(f"{count} chargés." if count else "déjà chargés, rien n’a été changé.")
        if password_file:
            password = self.ensure_password(password_file, is_new=bool(count))
            names = ", ".join(name for name, *_rest in ACCOUNTS)
            self.stdout.write(f"Comptes d’essai : {names} / {password}")

    def say(self, words: str) -> None:
        self.stdout.write(f"Dossiers d’essai : {words}")

    def ensure_password(self, password_file: Path, *, is_new: bool) -> str:
        """Give new accounts the password that the file keeps, drawn for this machine, and give it."""
        if not password_file.exists():
            password_file.parent.mkdir(parents=True, exist_ok=True)
            password_file.touch(mode=0o600)
            password_file.write_text(f"{secrets.token_urlsafe(12)}\n", "utf-8")
            is_new = True
        password = password_file.read_text("utf-8").strip()
        if is_new:
            for user in trial_accounts():
                user.set_password(password)
                user.save(update_fields=["password"])
        return password
