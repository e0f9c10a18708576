"""The pictures of a document as files fit for a PDF or an EPUB: a sensible size, greys for photographs."""

import io
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from revue.document import Picture
from revue.exports.errors import ExportError

#: Pixels of the longest side: some 200 an inch on the width of a page.
LONGEST_SIDE: Final = 1400
JPEG_QUALITY: Final = 78
#: Types of drawings and screenshots, which JPEG would blur.
DRAWN_TYPES: Final = (".png", ".gif")
MEDIA_TYPES: Final = {"jpg": "image/jpeg", "png": "image/png"}


def picture_file(picture: Picture) -> str:
    """Name of the file of a picture."""
    is_drawn = not picture.is_photo and picture.image.file.name.lower().endswith(DRAWN_TYPES)
    return f"{picture.name}.{'png' if is_drawn else 'jpg'}"


def picture_files(pictures: Iterable[Picture]) -> dict[str, bytes]:
    """The files of some pictures by their names, each made once.

    Raises:
        ExportError: when an image is lost, or is no image.
    """
    wanted = {picture_file(picture): picture for picture in pictures}
    return {name: _derive(picture, is_jpeg=name.endswith(".jpg")) for name, picture in wanted.items()}


def _derive(picture: Picture, *, is_jpeg: bool) -> bytes:
    try:
        with picture.image.open_file() as file:
            return _write(Image.open(file), is_grey=picture.is_photo, is_jpeg=is_jpeg)
    # Pillow raises errors of many kinds for a file that is broken, or too large to be honest.
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        message = _("L’image « %(image)s » ne se lit pas : remplacez son fichier.")
        raise ExportError(message % {"image": picture.image.title}) from error


def _write(image: Image.Image, *, is_grey: bool, is_jpeg: bool) -> bytes:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    if is_jpeg:
        _on_white(upright).convert("L" if is_grey else "RGB").save(
            written, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True
        )
    else:
        upright.convert("RGBA" if _has_alpha(upright) else "RGB").save(written, "PNG", optimize=True)
    return written.getvalue()


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent would be black in a JPEG."""
    if not _has_alpha(image):
        return image
    layered = image.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered)
