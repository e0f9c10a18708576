"""The wheel installs into a site made by `wagtail start`, as `docs/installer-dans-un-site-wagtail.md` says."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
DOCUMENT = ROOT / "docs" / "installer-dans-un-site-wagtail.md"
PROJECT = "monsite"
APPS = {"candidatures", "nec_locaux", "nec_site", "ressources", "revue", "socle"}

pytestmark = [pytest.mark.packaging, pytest.mark.xdist_group("packaging")]


def run(*command: str, folder: Path, **variables: str) -> str:
    """What `command` printed. Raises `AssertionError` with its output where it failed."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_", "PYTHON"))
    }
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env={**kept, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def snippets(kind: str) -> str:
    """The code of the document's fences marked `python KIND`, as a reader would paste it."""
    found = re.findall(rf"```python {kind}\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert found
    return "\n".join(["", *found])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), folder=ROOT)
    return next(folder.glob("nec_site-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages that holds the wheel alone; what it depends on is in this environment already."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", str(folder)]
    run(sys.executable, "-m", "pip", "install", *options, str(wheel), folder=folder)
    return folder


@pytest.fixture(scope="module")
def host(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Wagtail site of its own, with our apps added as the document says."""
    folder = tmp_path_factory.mktemp("host")
    start = "from wagtail.bin.wagtail import main; main()"
    run(sys.executable, "-c", start, "start", PROJECT, str(folder), folder=folder)
    with (folder / PROJECT / "settings" / "base.py").open("a", encoding="utf-8") as stream:
        stream.write(snippets("settings"))
    with (folder / PROJECT / "urls.py").open("a", encoding="utf-8") as stream:
        stream.write(snippets("urls"))
    return folder


def test_wheel_holds_apps_templates_static_files_and_data_but_no_roof(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names if not name.startswith("nec_site-")} == APPS
    assert "nec_site/templates/nec_base.html" in names
    assert "nec_site/static/css/base.css" in names
    assert "socle/data/territoires.csv.gz" in names
    assert [name for name in names if name.startswith(("home/", "tests/", "templates/", "static/"))] == []


def test_host_publishes_a_local_event_an_article_and_the_call(host: Path, installed: Path) -> None:
    variables = {"PYTHONPATH": str(installed), "DJANGO_SETTINGS_MODULE": f"{PROJECT}.settings.dev"}

    run(sys.executable, "manage.py", "check", folder=host, **variables)
    run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", folder=host, **variables)
    run(sys.executable, "manage.py", "migrate", "--verbosity", "0", folder=host, **variables)
    run(sys.executable, "manage.py", "load_territoires", folder=host, **variables)
    (host / "host_pages.py").write_text((ROOT / "tests/packaging/host_pages.py").read_text("utf-8"), "utf-8")
    answers = json.loads(run(sys.executable, "host_pages.py", folder=host, **variables).splitlines()[-1])

    assert {name: answer["status"] for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert answers["local"]["templates"][0] == "nec_locaux/nec_local_page.html"
    assert answers["article"]["templates"][0] == "nec_revue/article_page.html"
    assert answers["call"]["templates"][0] == "nec_candidatures/appel_page.html"
    assert answers["host"]["templates"][0] == "home/home_page.html"
    ours = [answers[name] for name in ("local", "article", "call")]
    assert all(answer["has_title"] and "nec_base.html" in answer["templates"] for answer in ours)
