"""Who may open which candidature: tokens, sessions, and the token that every form of an organiser carries.

No cookie of Django's is used: an organiser's device holds one random token, whose hash is a `PorteurSession`. A form
carries a signed token of its own, made for one session: it stands for Django's CSRF token, and it lets a page be saved
once the cookie is gone, so that nothing typed is lost. It never lets anything be read.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Final, cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import page_not_found

from candidatures.models import Candidature, Porteur, PorteurSession
from socle.form_views import is_from_this_site
from socle.middleware import refusal

SESSION_LIFETIME: Final = timedelta(days=14)
#: How long after its session's end a page left open may still be saved.
FORM_LIFETIME: Final = timedelta(days=30)
FORM_TOKEN_FIELD: Final = "nec-dossier"  # noqa: S105 (a field's name)
_FORM_SALT: Final = "candidatures.access.form"


class PorteurRequest(HttpRequest):
    """A request whose sender is known: `porteur_required` has checked it."""

    porteur: Porteur
    porteur_session: PorteurSession


@dataclass(frozen=True)
class FormBearer:
    """Who holds a form that this site made: it proves where a request comes from, and for whom."""

    session: PorteurSession

    @property
    def porteur(self) -> Porteur:
        return self.session.porteur


def cookie_name() -> str:
    """A browser refuses the prefix on a cookie that is not for this host alone, over https (RFC 6265bis)."""
    return "__Host-nec-dossiers" if settings.SESSION_COOKIE_SECURE else "nec-dossiers"


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What the database keeps of a token. Its randomness makes salt and slowness useless."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(response: HttpResponse, porteur: Porteur) -> PorteurSession:
    """Sign `porteur` in on the device that gets `response`."""
    token = new_token()
    session = PorteurSession.objects.create(
        porteur=porteur, token_hash=hash_token(token), expires_at=timezone.now() + SESSION_LIFETIME
    )
    response.set_cookie(
        cookie_name(),
        token,
        max_age=SESSION_LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return session


def close_session(session: PorteurSession, response: HttpResponse | None = None) -> None:
    """Sign `session` out, and take the cookie away from the device that gets `response`."""
    PorteurSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=timezone.now())
    if response is not None:
        response.delete_cookie(cookie_name(), samesite="Lax")


def other_sessions(session: PorteurSession) -> QuerySet[PorteurSession]:
    """The other devices on which the same person is signed in."""
    alive = PorteurSession.objects.filter(porteur=session.porteur, ended_at=None, expires_at__gt=timezone.now())
    return alive.exclude(pk=session.pk)


def end_other_sessions(session: PorteurSession) -> None:
    """Sign the person out everywhere else.

    Their rows go too, those of former sessions with them: a page left open on a lost device saves nothing any more.
    """
    PorteurSession.objects.filter(porteur=session.porteur).exclude(pk=session.pk).delete()


def get_session(request: HttpRequest) -> PorteurSession | None:
    """The session that the request's cookie opens, alive; None without one."""
    token = request.COOKIES.get(cookie_name(), "")
    if not token:
        return None
    session = PorteurSession.objects.select_related("porteur").filter(token_hash=hash_token(token)).first()
    return session if session and session.is_alive else None


def form_token(session: PorteurSession) -> str:
    """What the forms of a page made for `session` carry."""
    return signing.TimestampSigner(salt=_FORM_SALT).sign(str(session.pk))


def get_bearer(request: HttpRequest) -> FormBearer | None:
    """Who holds the form a POST request sends; None for a form that this site did not make, or too long ago."""
    token = request.POST.get(FORM_TOKEN_FIELD, "")
    try:
        key = signing.TimestampSigner(salt=_FORM_SALT).unsign(token, max_age=SESSION_LIFETIME + FORM_LIFETIME)
    except signing.BadSignature:
        return None
    session = PorteurSession.objects.select_related("porteur").filter(pk=key).first()
    return FormBearer(session) if session else None


def sign_in_redirect(destination: str) -> HttpResponse:
    """Lead to the page that sends a link, then to `destination`, a path of this site."""
    return redirect(f"{reverse('nec_candidatures:sign_in')}?{urlencode({'suite': destination})}")


View = Callable[..., HttpResponse]


def porteur_required(view: View) -> View:
    """Only let in who is signed in, and only take forms that this site made for that session.

    The view gets a `PorteurRequest`. Others are led to sign in.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        session = get_session(request)
        if session is None:
            return sign_in_redirect(request.get_full_path() if request.method in {"GET", "HEAD"} else "")
        if request.method not in {"GET", "HEAD"} and not _is_own_form(request, session):
            return refusal(403)
        try:
            response = view(_known(request, session), *args, **kwargs)
        except Http404 as error:
            # Made here, or caches would keep it: the same address may be the page of who signs in next.
            response = page_not_found(request, error)
        return keep_private(response)

    return checked


def candidature_required(view: View) -> View:
    """As `porteur_required`, for a view of one candidature: it gets it in place of its uuid.

    Raises `Http404` for the candidature of others as for one that does not exist.
    """

    @porteur_required
    @wraps(view)
    def checked(request: PorteurRequest, uuid: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, get_candidature(request.porteur, uuid), *args, **kwargs)
        except Candidature.DoesNotExist as error:
            # Erased in another tab, or by another person, while the view was at it.
            raise Http404 from error

    return checked


def get_candidature(porteur: Porteur, uuid: UUID) -> Candidature:
    """The candidature `uuid`, if `porteur` may open it. Raises `Http404`."""
    candidature = Candidature.objects.for_porteur(porteur).whole().filter(uuid=uuid).first()
    if candidature is None:
        raise Http404
    return candidature


def _is_own_form(request: HttpRequest, session: PorteurSession) -> bool:
    bearer = get_bearer(request)
    # A page left open over a new sign-in belongs to the same person: its token is of their former session.
    return bearer is not None and bearer.porteur == session.porteur and is_from_this_site(request)


def _known(request: HttpRequest, session: PorteurSession) -> PorteurRequest:
    known = cast("PorteurRequest", request)
    known.porteur, known.porteur_session = session.porteur, session
    return known


def keep_private(response: HttpResponse) -> HttpResponse:
    """`response` as no cache keeps it, no search engine lists it, and no other site hears of its address."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
