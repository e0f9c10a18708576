"""`make bench`: measure in one run, on one machine, and print ratios, which another machine gives too."""

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING

from benchmarks.revue import bench_revue

if TYPE_CHECKING:
    from nec_locaux.models import NecLocauxIndexPage

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 30
REPEATS_OF_LISTS = 15
FEW, MANY = 300, 10_000
#: Former states kept of a page (`candidatures.services.drafts`).
REVISIONS = 50


def child_seconds(*command: str) -> float:
    """Processor seconds that `command` takes."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    after = getrusage(RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def median_milliseconds(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median of `repeats` runs, after one to warm caches."""
    action()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def line(name: str, value: float, unit: str, reference: float | None = None, against: str = "") -> None:
    ratio = f"   × {value / reference:.2f} {against}" if reference else ""
    print(f"  {name:<44} {value:>9.1f} {unit}{ratio}")


def bench_start_up() -> None:
    """Loading the site, then making its database."""
    print("\nDémarrage (secondes de processeur)")
    python = sys.executable
    empty = child_seconds(python, "-c", "import django")
    check = child_seconds(python, "manage.py", "check")
    migrate = child_seconds(python, "manage.py", "migrate", "--verbosity", "0")
    line("import django", empty, "s")
    line("manage.py check", check, "s", empty, "import django")
    line("manage.py migrate, base vide", migrate, "s", check, "check")
    line(
        "manage.py migrate, rien à faire", child_seconds(python, "manage.py", "migrate", "-v", "0"), "s", check, "check"
    )
    line("load_territoires", child_seconds(python, "manage.py", "load_territoires"), "s", check, "check")
    line("load_demo", child_seconds(python, "manage.py", "load_demo"), "s", check, "check")
    line("load_demo, déjà chargée", child_seconds(python, "manage.py", "load_demo"), "s", check, "check")


def bench_pages() -> None:
    """One page of each type, against the smallest response of the site."""
    from django.test import Client  # noqa: PLC0415 (settings first)

    from tests.demo import typical_addresses  # noqa: PLC0415

    print("\nPages (médiane, millisecondes ; octets après gzip)")
    client = Client()
    smallest = median_milliseconds(lambda: client.get("/robots.txt"))
    line("/robots.txt", smallest, "ms")
    for address in typical_addresses():
        spent = median_milliseconds(lambda path=address.path: client.get(path))  # type: ignore[misc]
        size = len(gzip.compress(client.get(address.path).content))
        line(f"{address.path[:34]} ({size} o)", spent, "ms", smallest, "robots.txt")


def calendar_addresses(index: "NecLocauxIndexPage") -> list[str]:
    """The views that show some events at a time, filtered and not, then the feeds and files that hold them all."""
    views = [index.subpage_url(name) for name in ("upcoming", "month", "past", "map", "widget", "atom")]
    filtered = [f"{index.url}?q=rhone&region=84", f"{index.subpage_url('past')}?region=84"]
    files = [
        index.subpage_url("ics"),
        *(index.subpage_url("export", name) for name in ("csv", "json", "geojson", "xlsx")),
    ]
    return [*views, *filtered, index.subpage_url("dataset"), *files]


def bench_calendar() -> None:
    """Each view of the calendar, and each feed, with many events against the same with few."""
    from django.core.cache import cache  # noqa: PLC0415 (settings first)
    from django.db import transaction  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from nec_locaux.models import NecLocauxIndexPage  # noqa: PLC0415
    from socle.models import Territoire, Thematique  # noqa: PLC0415
    from tests.factories.bulk import bulk_nec_locaux  # noqa: PLC0415

    print(f"\nNEC locaux (médiane, millisecondes) : {MANY} événements contre {FEW}")
    client = Client()
    index = NecLocauxIndexPage.objects.get()
    places = list(Territoire.objects.filter(kind__in=["departement", "outre_mer"]))
    themes = list(Thematique.objects.actuelles())
    measured: dict[str, list[float]] = {}
    with transaction.atomic():
        index.get_children().delete()
        index.refresh_from_db()
        for number in (FEW, MANY):
            bulk_nec_locaux(index, number - index.numchild, places, themes)
            cache.clear()
            for address in calendar_addresses(index):
                spent = median_milliseconds(lambda path=address: client.get(path).getvalue(), REPEATS_OF_LISTS)  # type: ignore[misc]
                measured.setdefault(address, []).append(spent)
        transaction.set_rollback(True)
    for address, (few, many) in measured.items():
        line(address.removeprefix(index.url) or "(à venir)", many, "ms", few, f"{FEW} événements")


def bench_candidatures() -> None:
    """What an organiser waits for: pages with a long history, a save, a PDF; and the rules that each page applies."""
    from django.db import transaction  # noqa: PLC0415 (settings first)
    from django.test import Client  # noqa: PLC0415

    from candidatures.dossier import read_facts  # noqa: PLC0415
    from candidatures.eligibility import assess  # noqa: PLC0415
    from candidatures.enums import State, Step  # noqa: PLC0415
    from candidatures.models import AppelPage, Porteur  # noqa: PLC0415
    from candidatures.pdf import make_draft_pdf  # noqa: PLC0415
    from tests.followed import add_revisions, exchange, page_of, sent_dossier  # noqa: PLC0415
    from tests.porteurs import signed_in  # noqa: PLC0415

    print(f"\nCandidatures (médiane, millisecondes) : {REVISIONS} de chaque contre 1")
    smallest = median_milliseconds(lambda: Client().get("/robots.txt"))
    with transaction.atomic():
        porteur = Porteur.objects.create(email="mesure@exemple.fr")
        client, version = signed_in(porteur), AppelPage.objects.live().open().get().get_version()
        pages: dict[str, list[float]] = {}
        for number in (1, REVISIONS):
            draft = sent_dossier(porteur, version, State.DRAFT)
            asked = sent_dossier(porteur, version, State.INFO_REQUESTED)
            add_revisions(draft, Step.OBJECTIF, number)
            exchange(asked, number)
            for name, path in {
                "page du formulaire, états antérieurs": page_of(draft, "etapes/objectif/"),
                "liste des états antérieurs": page_of(draft, "etapes/objectif/versions/"),
                "suivi, messages et demandes": page_of(asked),
            }.items():
                spent = median_milliseconds(lambda path=path: client.get(path), REPEATS_OF_LISTS)  # type: ignore[misc]
                pages.setdefault(name, []).append(spent)
        for name, (few, many) in pages.items():
            line(name, many, "ms", few, "un seul")
        texts = iter(range(REPEATS + 1))
        saving = page_of(draft, "etapes/objectif/")
        saved = median_milliseconds(lambda: client.send(saving, {"objective": f"Relier {next(texts)}"}))
        line("enregistrer une page", saved, "ms", smallest, "robots.txt")
        facts = read_facts(draft)
        line(
            "éligibilité d’un dossier",
            median_milliseconds(lambda: assess(draft.rules, facts)),
            "ms",
            smallest,
            "robots.txt",
        )
        line("PDF d’un dossier", median_milliseconds(lambda: make_draft_pdf(draft), 5), "ms", smallest, "robots.txt")
        transaction.set_rollback(True)


def bench_weights() -> None:
    """What travels with the site."""
    print("\nPoids (kilooctets)")
    weigh = {
        "migrations": ROOT.glob("[!.]*/migrations/*.py"),
        "gabarits": ROOT.glob("templates/**/*.html"),
        "styles": ROOT.glob("static/css/*.css"),
        "scripts": ROOT.glob("static/js/*.js"),
        "polices": ROOT.glob("static/fonts/*.woff2"),
        "territoires": ROOT.glob("socle/data/*.gz"),
    }
    for name, paths in weigh.items():
        line(name, sum(path.stat().st_size for path in paths) / 1000, "ko")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/nec.sqlite3"
        os.environ["MEDIA_ROOT"] = f"{folder}/media"
        os.environ["DJANGO_SETTINGS_MODULE"] = "nec_site.settings.test"
        bench_start_up()
        import django  # noqa: PLC0415 (settings first)
        from django.test.utils import setup_test_environment  # noqa: PLC0415

        django.setup()
        setup_test_environment()
        bench_pages()
        bench_calendar()
        bench_candidatures()
        bench_revue(line)
    bench_weights()


if __name__ == "__main__":
    main()
