"""Videos, sounds, and what is shown of other sites."""

import pytest
from pytest_django import Settings
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from socle.blocks import AudioBlock, ExternalFormBlock, FigureBlock, GalleryBlock, VideoBlock
from socle.blocks.players import find_player, is_allowed
from tests.factories import NecDocumentFactory, NecImageFactory

from .conftest import Errors, Render

HOSTS = ["www.youtube-nocookie.com", "player.vimeo.com", "audioblog.arteradio.com", "peertube.example.org"]
YOUTUBE = "https://www.youtube.com/watch?v=aaaaaaaaaaa"


@pytest.fixture(autouse=True)
def _player_hosts(settings: Settings) -> None:
    settings.NEC_PLAYER_HOSTS = HOSTS


@pytest.mark.parametrize(
    ("url", "host", "player"),
    [
        (YOUTUBE, "YouTube", "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa"),
        (
            "https://www.youtube.com/watch?list=x&v=aaaaaaaaaaa&t=3",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa",
        ),
        ("https://youtu.be/aaaaaaaaaaa?t=3", "YouTube", "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa"),
        ("https://vimeo.com/123456", "Vimeo", "https://player.vimeo.com/video/123456?dnt=1"),
        (
            "https://audioblog.arteradio.com/blog/12/podcast/34/un-titre",
            "Arte Audioblog",
            "https://audioblog.arteradio.com/embed/34",
        ),
        (
            "https://peertube.example.org/w/abcdefgh12",
            "peertube.example.org",
            "https://peertube.example.org/videos/embed/abcdefgh12?title=0&warningTitle=0",
        ),
    ],
)
def test_public_addresses_give_their_player(url: str, host: str, player: str) -> None:
    found = find_player(url)
    assert found is not None
    assert (found.host_name, found.embed_url) == (host, player)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://www.youtube.com/watch?v=aaaaaaaaaaa",
        "https://www.youtube.com/watch?v=court",
        "https://www.youtube.com/@nec",
        "https://www.youtube.com.example.org/watch?v=aaaaaaaaaaa",
        "https://user@www.youtube.com/watch?v=aaaaaaaaaaa",
        "https://www.youtube.com:8080/watch?v=aaaaaaaaaaa",
        "https://tube.inconnu.example/w/abcdefgh12",
        'https://youtu.be/aaaaaaaaaa"',
        "javascript:alert(1)",
    ],
)
def test_other_addresses_give_none(url: str) -> None:
    assert find_player(url) is None


def test_a_platform_is_closed_by_taking_its_host_away(settings: Settings) -> None:
    settings.NEC_PLAYER_HOSTS = ["player.vimeo.com"]
    assert find_player(YOUTUBE) is None


def test_without_the_setting_the_default_hosts_hold(settings: Settings) -> None:
    del settings.NEC_PLAYER_HOSTS
    assert find_player(YOUTUBE) is not None
    assert is_allowed("https://www.demarches-simplifiees.fr/commencer/x")


def test_a_video_of_another_site_waits_for_a_click(render_block: Render) -> None:
    html = render_block(VideoBlock(), title="Masterclass", duration="52 min", url=YOUTUBE)
    assert "<iframe" not in html
    assert "<img" not in html
    assert (
        'data-src="https://www.youtube-nocookie.com/embed/aaaaaaaaaaa" data-title="Masterclass" data-kind="video"'
        in html
    )
    assertInHTML(
        '<button class="button button-small bracketed" type="button" hidden>Charger la vidéo ici</button>', html
    )
    assert f'<a class="more-link" href="{YOUTUBE}"><span>Ouvrir sur YouTube</span>' in html
    assert html.index("52 min") < html.index("Masterclass") < html.index("external-player")


@pytest.mark.django_db
def test_a_video_of_the_site_has_its_tracks_and_transcript(render_block: Render) -> None:
    video = NecDocumentFactory(title="Film", file__filename="film.mp4", file__data=b"film")
    captions = NecDocumentFactory(title="Sous-titres", file__filename="film.vtt", file__data=b"WEBVTT")
    tracks = [{"document": captions, "kind": "captions", "language": "fr"}]
    html = render_block(VideoBlock(), title="Film", file=video, tracks=tracks, transcript="<p>Bonjour</p>")
    assertInHTML(
        f"""<video controls preload="none" aria-label="Film"><source src="{video.url}" type="video/mp4">
        <track src="{captions.url}" kind="captions" srclang="fr" default
          label="Sous-titres pour personnes sourdes ou malentendantes (Français)"></video>""",
        html,
    )
    assertInHTML(
        """<details class="fold"><summary>Lire la transcription</summary>
        <div class="prose"><p>Bonjour</p></div></details>""",
        html,
    )
    assertInHTML("<span>sous-titres</span>", html)
    assertInHTML("<span>transcription</span>", html)


@pytest.mark.django_db
def test_a_sound_of_the_site_is_played_by_the_browser(render_block: Render) -> None:
    sound = NecDocumentFactory(title="Épisode", file__filename="episode.mp3", file__data=b"son")
    html = render_block(AudioBlock(), title="Épisode", file=sound)
    assertInHTML(
        f'<audio controls preload="none" aria-label="Épisode"><source src="{sound.url}" type="audio/mpeg"></audio>',
        html,
    )


def test_a_media_comes_from_somewhere(errors_of: Errors) -> None:
    assert errors_of(VideoBlock(), title="Film") == {"file": "Choisissez un fichier du site, ou donnez une adresse."}


@pytest.mark.django_db
def test_a_media_comes_from_one_place(errors_of: Errors) -> None:
    video = NecDocumentFactory(file__filename="film.mp4")
    message = "Choisissez un fichier du site ou une adresse, pas les deux."
    assert errors_of(VideoBlock(), title="Film", file=video, url=YOUTUBE) == {"file": message, "url": message}


@pytest.mark.django_db
def test_a_media_is_of_a_type_browsers_play(errors_of: Errors) -> None:
    document = NecDocumentFactory(file__filename="film.pdf")
    assert errors_of(VideoBlock(), title="Film", file=document) == {
        "file": "Choisissez un fichier d’un de ces types : mp4, webm, ogv."
    }
    assert errors_of(AudioBlock(), title="Son", file=document) == {
        "file": "Choisissez un fichier d’un de ces types : mp3, m4a, ogg, opus, wav."
    }
    tracks = [{"document": document, "kind": "captions", "language": "fr"}]
    video = NecDocumentFactory(file__filename="film.webm")
    assert list(errors_of(VideoBlock(), title="Film", file=video, tracks=tracks)) == ["tracks"]


@pytest.mark.parametrize("url", ["http://youtu.be/aaaaaaaaaaa", "https://example.org/film"])
def test_a_player_of_an_unknown_site_is_refused(errors_of: Errors, url: str) -> None:
    assert errors_of(VideoBlock(), title="Film", url=url) == {
        "url": "Donnez l’adresse en https d’un média de l’un de ces sites : "
        "YouTube, Vimeo, Arte Audioblog, peertube.example.org."
    }


def test_a_stored_address_no_longer_allowed_shows_no_player(render_block: Render) -> None:
    html = render_block(VideoBlock(), title="Film", url="https://example.org/film")
    assert "external-player" not in html


FORM = "https://www.demarches-simplifiees.fr/commencer/essai"


def test_a_form_of_another_site_is_a_link(render_block: Render) -> None:
    html = render_block(ExternalFormBlock(), title="Déposer", url=FORM, label="Ouvrir le dossier")
    assertInHTML('<h2 class="title-2 block-title">Déposer</h2>', html)
    assert f'href="{FORM}"' in html
    assert "external-player" not in html


def test_a_framed_form_waits_for_a_click(render_block: Render, settings: Settings) -> None:
    settings.NEC_PLAYER_HOSTS = ["www.demarches-simplifiees.fr"]
    html = render_block(ExternalFormBlock(), title="Déposer", url=FORM, display="frame")
    assert "<iframe" not in html
    assert f'data-src="{FORM}" data-title="Déposer" data-kind="form"' in html
    assert f'<a class="more-link" href="{FORM}">' in html


def test_a_form_that_may_not_be_framed_is_linked(render_block: Render, errors_of: Errors) -> None:
    assert list(errors_of(ExternalFormBlock(), title="Déposer", url=FORM, display="frame")) == ["url"]
    assert errors_of(ExternalFormBlock(), title="Déposer", url=FORM) == {}
    assert "external-player" not in render_block(ExternalFormBlock(), title="Déposer", url=FORM, display="frame")


def test_a_form_address_is_of_the_web(errors_of: Errors) -> None:
    assert errors_of(ExternalFormBlock(), title="Déposer", url="ftp://example.org/") == {
        "url": "Donnez une adresse qui commence par https://."
    }


@pytest.mark.django_db
def test_an_image_bears_its_text_caption_credit_and_licence(render_block: Render) -> None:
    image = NecImageFactory(credit="Ville de Metz")
    value = {"image": image, "alt_text": "Une halle pleine", "decorative": False}
    html = render_block(FigureBlock(), image=value, caption="La plénière")
    assert 'alt="Une halle pleine"' in html
    assert 'type="image/avif"' in html
    assert 'loading="lazy"' in html
    assertInHTML(
        """<figcaption><span>La plénière</span> <small>Crédit\u00a0: Ville de Metz,
        <a href="https://creativecommons.org/licenses/by-sa/4.0/deed.fr" rel="license">CC BY-SA 4.0 FR</a></small>
        </figcaption>""",
        html,
    )


@pytest.mark.django_db
def test_a_decorative_image_has_an_empty_text(render_block: Render) -> None:
    value = {"image": NecImageFactory(), "alt_text": "", "decorative": True}
    html = render_block(FigureBlock(), image=value, rendering="colour")
    assert 'alt=""' in html
    assert "figure-photo" not in html
    assert "figcaption" not in html


@pytest.mark.django_db
def test_an_image_needs_a_text_or_to_be_decorative(errors_of: Errors) -> None:
    image = NecImageFactory()
    assert list(errors_of(FigureBlock(), image={"image": image, "alt_text": "", "decorative": False})) == ["image"]
    assert errors_of(FigureBlock(), image={"image": image, "alt_text": "", "decorative": True}) == {}


@pytest.mark.django_db
def test_a_deleted_image_leaves_no_trace(render_block: Render) -> None:
    assertHTMLEqual(render_block(FigureBlock(), image=None, caption="La plénière"), "")
    html = render_block(GalleryBlock(), title="En images", figures=[{"image": None}])
    assertHTMLEqual(html, "")


@pytest.mark.django_db
def test_a_gallery_is_a_list_of_figures(render_block: Render) -> None:
    images = [{"image": NecImageFactory(), "caption": f"Image {rank}"} for rank in (1, 2)]
    html = render_block(GalleryBlock(), title="En images", figures=images)
    assertInHTML('<h2 class="title-2 block-title">En images</h2>', html)
    assert html.count("<li>") == html.count("<figure") == 2
