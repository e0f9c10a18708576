"""Check the HTML of the demonstration with the Nu HTML checker: every type of page, searches, errors, forms in error.

Needs Java, and npm to fetch the checker once (kept in `var/tools/`). Ends with status 1 and one line an error.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "tools"
CHECKER_PACKAGE = "vnu-jar@26.9.27"


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
    names: dict[str, str] = {}
    for number, (address, text) in enumerate(texts.items()):
        file = folder / f"{number:03}.html"
        file.write_text(text, "utf-8")
        names[file.name] = address
    return names


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
