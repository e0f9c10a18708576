"""The addresses of the site. Wagtail's come last: its pages may have any address that is left."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail_footnotes import urls as footnotes_urls

from nec_locaux.api import api_router
from nec_site import discovery
from nec_site.health import health
from nec_site.media import serve_media
from socle.views.styleguide import styleguide

handler400 = "nec_site.errors.bad_request"
handler403 = "nec_site.errors.permission_denied"
handler500 = "nec_site.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sante/", health, name="health"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path(".well-known/security.txt", discovery.security, name="security"),
    path("favicon.ico", discovery.FaviconView.as_view(), name="favicon"),
    path("formulaires/", include("socle.urls")),
    path("mes-dossiers/", include("candidatures.urls")),
    path("styleguide/", styleguide, name="styleguide"),
    path("api/v2/", api_router.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("footnotes/", include(footnotes_urls)),
]

if settings.SERVE_MEDIA and settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$", serve_media, name="media"))

urlpatterns += [path("", include("revue.urls")), path("", include(wagtail_urls))]
