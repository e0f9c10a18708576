"""The files of an issue of thirty articles of three thousand words: seconds of processor, against one short article."""

import io
import time
from collections.abc import Callable

ARTICLES, WORDS = 30, 3000
#: Each sentence is another, for Typst keeps what it has already set.
SENTENCE = "Au point {number}, les communs se gouvernent à plusieurs, et le numérique en donne {number} exemples. "
WORDS_OF_SENTENCE = len(SENTENCE.split())
SENTENCES_OF_PARAGRAPH = 8


def processor_seconds(action: Callable[[], object]) -> float:
    """Seconds of processor that `action` takes, threads included."""
    before = time.process_time()
    action()
    return time.process_time() - before


def long_body(article: int) -> list[dict[str, object]]:
    """A text of `WORDS` words, in parts, which no other article has."""
    number = round(WORDS / (WORDS_OF_SENTENCE * SENTENCES_OF_PARAGRAPH))
    body: list[dict[str, object]] = []
    for rank in range(number):
        if rank % 5 == 0:
            body.append({"type": "heading", "value": {"text": f"Partie {rank // 5 + 1}", "level": "h2"}})
        numbers = (f"{article}{rank}{place}" for place in range(SENTENCES_OF_PARAGRAPH))
        words = "".join(SENTENCE.format(number=number) for number in numbers)
        body.append({"type": "paragraph", "value": f"<p>{words}</p>"})
    return body


def bench_revue(line: Callable[..., None]) -> None:
    """An issue at the size that issue 5 sets, each file by itself, then a publication with nothing to make."""
    from django.core.cache import cache  # noqa: PLC0415 (settings first)
    from django.db import transaction  # noqa: PLC0415

    from revue.document import articles_of, read_numero  # noqa: PLC0415
    from revue.exports.epub import numero_epub  # noqa: PLC0415
    from revue.exports.formats import NUMERO_KINDS, digest_of  # noqa: PLC0415
    from revue.exports.pdf import article_pdf, numero_pdf  # noqa: PLC0415
    from revue.models import RevueIndexPage  # noqa: PLC0415
    from tests.factories import NumeroPageFactory, PersonneFactory  # noqa: PLC0415
    from tests.revues import NOTED, add_notes, article_page  # noqa: PLC0415

    print(f"\nRevue (secondes de processeur) : un numéro de {ARTICLES} articles de {WORDS} mots")
    with transaction.atomic():
        numero = NumeroPageFactory(parent=RevueIndexPage.objects.get(), number=99, title="Mesure")
        for rank in range(ARTICLES):
            body = [{"type": "paragraph", "value": NOTED}, *long_body(rank)]
            add_notes(article_page(numero, PersonneFactory(), title=f"Article {rank + 1}", body=body))
        cache.clear()
        document = read_numero(numero, articles_of(numero))
        article = processor_seconds(lambda: article_pdf(document.articles[0]))
        line("PDF d’un article", article, "s")
        line(
            "lire le numéro",
            processor_seconds(lambda: read_numero(numero, articles_of(numero))),
            "s",
            article,
            "article",
        )
        digest = processor_seconds(lambda: [digest_of(kind, document) for kind in NUMERO_KINDS])
        line("savoir que rien n’a changé", digest, "s", article, "article")
        files = io.BytesIO()
        line("PDF du numéro", processor_seconds(lambda: files.write(numero_pdf(document))), "s", article, "article")
        line("EPUB du numéro", processor_seconds(lambda: files.write(numero_epub(document))), "s", article, "article")
        transaction.set_rollback(True)
