"""The site that a candidature belongs to: the one whose call it answers."""

from django.urls import NoReverseMatch, reverse
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from candidatures.models import Candidature
from socle.chrome import get_chrome


def get_site(candidature: Candidature) -> Site | None:
    """The site of its call, else the default one; None on an installation without any."""
    appel = candidature.version.appel
    site = appel.get_site() if appel else None
    return site or Site.objects.filter(is_default_site=True).first()


def full_url(candidature: Candidature, path: str) -> str:
    """The whole address of `path`, a path of the site."""
    site = get_site(candidature)
    return f"{site.root_url}{path}" if site else path


def get_site_name(candidature: Candidature) -> str:
    """What the site is called, empty where nobody has named it."""
    site = get_site(candidature)
    return get_chrome(site).site_name if site else ""


def team_url(candidature: Candidature) -> str:
    """Where the team reads the dossier; empty on a site without that page."""
    try:
        path = reverse("nec_candidatures_team:dossier", args=[candidature.pk])
    except NoReverseMatch:
        return ""
    return f"{get_admin_base_url() or ''}{path}"
