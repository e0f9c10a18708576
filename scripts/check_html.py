"""Check the HTML of the demonstration with the Nu HTML checker: every type of page, searches, errors, forms in error.

The pages of organisers are those of dossiers made here, in a database of their own, then with what is sent wrong.
Needs Java, and npm to fetch the checker once (kept in `var/tools/`). Ends with status 1 and one line an error.
"""

import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from html import unescape
from http import HTTPStatus
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "tools"
CHECKER_PACKAGE = "vnu-jar@26.9.27"
#: What a page of the form says that it was made from.
BASE = re.compile(r'name="base" value="([^"]*)"')
#: What makes each kind of form show its errors: the end of the address it is sent to, and what is sent.
WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "porteur": ("", {"siret": "1", "contact_email": "porteuse@"}),
    "evenement": ("", {"start_date": "31/02/2031", "territoire_name": "Saint-Martin"}),
    "publics": ("", {"expected_attendance": "beaucoup"}),
    "partenaires": ("", {"collectivites-0-name": "é" * 500, "partners-0-name": "é" * 500}),
    "budget": ("", {"expenses-0-amount": "cher", "expenses-0-kind": "inconnue", "grant_requested": "cher"}),
    "relecture": ("", {"commitments": "inconnu"}),
    "bilan-quantitatif": ("", {"participants": "beaucoup"}),
    "bilan-financier": ("", {"expenses-0-amount": "cher"}),
    "follow-up": ("messages/", {}),
    "request": ("", {"action": "envoyer"}),
    "people": ("", {"email": "collegue@"}),
    "agreement": ("convention/signee/", {}),
    "bilan": ("envoyer/", {}),
}


def fetch_checker() -> Path:
    """The checker's archive, downloaded where it is missing."""
    archive = TOOLS / f"{CHECKER_PACKAGE.replace('@', '-')}.jar"
    if not archive.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            packed = subprocess.run(  # noqa: S603
                ["npm", "pack", "--silent", CHECKER_PACKAGE],  # noqa: S607
                cwd=folder,
                check=True,
                capture_output=True,
                text=True,
            )
            with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as package:
                package.extract("package/build/dist/vnu.jar", folder, filter="data")
            (Path(folder) / "package/build/dist/vnu.jar").rename(archive)
    return archive


def render_pages(folder: Path) -> dict[str, str]:
    """Write each page of the demonstration in `folder`, and give the address of each file."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nec_site.settings.test"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/nec.sqlite3"
    import django  # noqa: PLC0415 (settings first)

    django.setup()

    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    from tests.demo import form_paths, read, typical_addresses  # noqa: PLC0415

    setup_test_environment()
    for command in ("migrate", "load_territoires", "load_demo"):
        call_command(command, verbosity=0)
    client = Client()
    texts = {address.path: read(client, address) for address in typical_addresses()}
    texts |= {f"{path} (POST)": client.post(path, {}).content.decode() for path in form_paths()}
    texts |= organisers_texts()
    names: dict[str, str] = {}
    for number, (address, text) in enumerate(texts.items()):
        file = folder / f"{number:03}.html"
        file.write_text(text, "utf-8")
        names[file.name] = address
    return names


def organisers_texts() -> dict[str, str]:
    """The organisers' pages by name, then those that show the errors of what was just sent."""
    from django.test import Client  # noqa: PLC0415 (settings first)

    from candidatures.models import AppelPage, Porteur  # noqa: PLC0415
    from tests.demo import Address, read  # noqa: PLC0415
    from tests.followed import OUTER_PAGES, private_pages  # noqa: PLC0415
    from tests.porteurs import signed_in  # noqa: PLC0415

    porteur = Porteur.objects.create(email="verification@exemple.fr")
    client = signed_in(porteur)
    pages = private_pages(porteur, AppelPage.objects.live().open().get())
    texts = {path: read(client, Address(path)) for path in pages.values()}
    texts |= {path: Client().get(path).content.decode() for path in OUTER_PAGES}
    for name, (end, values) in WRONG.items():
        # What the page was made from: without it, the answers would be taken for those of a second tab.
        base = BASE.search(texts[pages[name]])
        response = client.send(f"{pages[name]}{end}", values | ({"base": unescape(base[1])} if base else {}))
        if response.status_code != HTTPStatus.UNPROCESSABLE_ENTITY:
            sys.exit(f"{name} : {response.status_code} pour un envoi en erreur")
        texts[f"{name} (POST)"] = response.content.decode()
    return texts


def check(archive: Path, folder: Path, names: dict[str, str]) -> list[str]:
    """What the checker holds against the pages: errors, and warnings but those of style."""
    done = subprocess.run(  # noqa: S603
        ["java", "-jar", str(archive), "--format", "json", "--stdout", *(str(folder / name) for name in names)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{names[Path(message['url']).name]}:{message.get('lastLine', '?')}: {message['message']}"
        f"  {message.get('extract', '').strip()[:120]!r}"
        for message in messages
        if message["type"] == "error" or message["type"] == "non-document-error"
    ]


def main() -> int:
    sys.path.insert(0, str(ROOT))
    archive = fetch_checker()
    with tempfile.TemporaryDirectory() as folder:
        names = render_pages(Path(folder))
        errors = check(archive, Path(folder), names)
    for line in errors:
        sys.stdout.write(f"{line}\n")
    pages_at_fault = Counter(line.split(":")[0] for line in errors)
    sys.stdout.write(f"HTML : {len(names)} pages lues, {len(errors)} erreurs sur {len(pages_at_fault)} pages.\n")
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
