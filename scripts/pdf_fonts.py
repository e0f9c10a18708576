"""Make the fonts of the PDFs from the same npm packages as those of the site (see `fonts.py`).

    python -m scripts.pdf_fonts [FOLDER]

Typst reads neither WOFF2 nor a size axis, so each is one fixed instance. FOLDER is a `node_modules` that holds both
packages; without it they are installed in a temporary one with npm.
"""

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from fontTools.ttLib import TTFont

from scripts.fonts import EPOCH, FAMILIES, Family, master, packages

TARGET = Path(__file__).resolve().parent.parent / "socle" / "data" / "fonts"
TITLES, TEXT = FAMILIES
ITALIC = replace(
    TEXT,
    original=TEXT.original.replace("normal", "italic"),
    extended=TEXT.extended.replace("normal", "italic"),
)
WINDOWS_ENGLISH = (3, 1, 0x409)
FS_ITALIC, FS_BOLD, FS_REGULAR = 1, 1 << 5, 1 << 6
MAC_BOLD, MAC_ITALIC = 1, 2


@dataclass(frozen=True)
class Instance:
    """A font file to make: of which family, at which place of its axes, under which name."""

    target: str
    family: Family
    location: dict[str, float]
    name: str
    weight: int
    is_italic: bool = False


INSTANCES = (
    Instance("nec-titres-petits", TITLES, TITLES.first[1], "NEC Titres", 600),
    Instance("nec-titres-grands", TITLES, TITLES.last[1], "NEC Affiche", 800),
    Instance("nec-texte", TEXT, {"wght": 400}, "NEC Texte", 400),
    Instance("nec-texte-gras", TEXT, {"wght": 700}, "NEC Texte", 700),
    Instance("nec-texte-italique", ITALIC, {"wght": 400}, "NEC Texte", 400, is_italic=True),
)


def main() -> None:
    """Make all files and their licences in `socle/data/fonts/`."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with packages(Path(sys.argv[1]) if len(sys.argv) > 1 else None) as modules:
        for instance in INSTANCES:
            font = make(instance, modules / instance.family.package / "files")
            path = TARGET / f"{instance.target}.ttf"
            font.save(path)
            print(f"{path.name} : {path.stat().st_size} octets, {len(font.getGlyphOrder())} glyphes")
        for family in FAMILIES:
            shutil.copyfile(modules / family.package / "LICENSE", TARGET / f"{family.target}.OFL.txt")


def make(instance: Instance, files: Path) -> TTFont:
    """The fixed font of `instance`, under the names that Typst chooses fonts by."""
    font = master(instance.family, files, instance.location)
    font["post"].formatType = 3
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = EPOCH
    set_style(font, instance)
    return font


def set_style(font: TTFont, instance: Instance) -> None:
    is_bold = instance.weight >= 700  # noqa: PLR2004 (the weight that CSS and OpenType call bold)
    style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}[is_bold, instance.is_italic]
    font["OS/2"].usWeightClass = instance.weight
    font["OS/2"].usWidthClass = 5
    font["OS/2"].fsSelection = FS_BOLD * is_bold | FS_ITALIC * instance.is_italic or FS_REGULAR
    font["head"].macStyle = MAC_BOLD * is_bold | MAC_ITALIC * instance.is_italic
    table = font["name"]
    table.names = [record for record in table.names if record.nameID == 0]
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    full = f"{instance.name} {style}"
    names = {
        1: instance.name,
        2: style,
        4: full,
        6: full.replace(" ", "-"),
        13: licence,
        14: "https://openfontlicense.org",
    }
    for identifier, text in names.items():
        table.setName(text, identifier, *WINDOWS_ENGLISH)


if __name__ == "__main__":
    main()
