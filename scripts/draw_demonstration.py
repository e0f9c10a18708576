"""Make the pictures, the sound, the film and the data of the demonstration's articles, from its facts.

    python -m scripts.draw_demonstration

Writes `home/demonstration/files/`. Chromium draws the pictures and encodes the rest (WebCodecs); this script puts the
packets into Ogg (RFC 3533, RFC 7845) and WebM (RFC 9559). Nothing is asked of a distant server.
"""

import base64
import csv
import json
import struct
import sys
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "home" / "demonstration" / "files"
sys.path.insert(0, str(ROOT))

from scripts.find_browser import find_browser  # noqa: E402 (the folder of the project is known only now)

#: A page of its own: the encoders refuse to work on one that is not secure.
ADDRESS: Final = "https://dessin.invalid/"
PAPER, INK, MUTED, MINIUM = "#F3F4EF", "#15173A", "#4A4D6E", "#D9411A"

#: Year, place, number, what it counts, source. What no source gives is None.
EDITIONS: Final = (
    (2018, "Nantes", 850, "personnes présentes", "page « La démarche »"),
    (2019, "Marseille", 800, "personnes présentes", "page « La démarche »"),
    (2020, "En ligne", 2600, "inscriptions aux parcours en ligne", "page « La démarche »"),
    (2021, "Sud Charente", 400, "personnes présentes", "page « La démarche »"),
    (2022, "Lens", 1800, "personnes présentes", "page « La démarche »"),
    (2023, "Bordeaux", 2000, "personnes présentes", "page « La démarche »"),
    (2024, "Chambéry", None, "", ""),
    (2025, "Strasbourg", None, "", ""),
)
#: Other numbers of the same editions, which count something else.
OTHERS: Final = (
    (2020, "En ligne", 2459, "personnes connectées", "carnet NEC Bordeaux Métropole"),
    (2020, "En ligne", 4000, "suivis en direct", "page « La démarche »"),
    (2021, "Sud Charente", 5000, "suivis en direct", "page « La démarche »"),
    (2022, "Lens", 1700, "inscriptions, 28 et 29 septembre 2022", "bilan de l’édition, septembre 2022"),
    (2022, "Lens", 450, "personnes à la journée OFF, 27 septembre 2022", "bilan de l’édition, septembre 2022"),
    (2022, "Lens", 6000, "suivis en direct, sur trois jours", "bilan de l’édition, septembre 2022"),
)
OF_ANOTHER_KIND: Final = 2020
#: Territories of the list of the second half of 2024, by code of region or of overseas département.
TERRITOIRES: Final = {
    "84": 7, "44": 3, "75": 3, "32": 3, "11": 2, "52": 2, "24": 2, "76": 2, "27": 1, "971": 1, "972": 1, "974": 1,
}  # fmt: skip
#: Thickness of the engraved lines, by number; the last stands for more (visual identity, section 5).
WEIGHTS: Final = (1, 1.9, 3, 4.6)
#: Months before the day, and what is done then.
STEPS: Final = (
    (12, "12 mois avant", "Budget prévisionnel"),
    (10, "10 mois avant", "Vote en conseil municipal"),
    (9, "9 mois avant", "Dépôt du dossier, date et lieu"),
    (5, "5 mois avant", "Premier comité de pilotage"),
    (3, "3 mois avant", "Deuxième comité de pilotage"),
    (1, "1 mois avant", "Troisième comité de pilotage"),
    (0, "Jour J", "181 personnes à Bliiida"),
)
FRAME_RATE, FILM_SECONDS, END_SECONDS = 10, 20, 2
WIDTH, HEIGHT = 960, 540
#: Signs of a picture for each of the screen's.
SCALE = 2


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    write_data(FOLDER / "frequentation-des-editions.csv")
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)
        page.route(ADDRESS, blank)
        page.goto(ADDRESS)
        draw(page, "editions-sans-distinction.png", columns(tell_apart=False))
        draw(page, "editions-avec-distinction.png", columns(tell_apart=True))
        draw(page, "territoires-par-region.png", engraved_map())
        (FOLDER / "editions-a-l-oreille.ogg").write_bytes(ogg(page.evaluate(SOUND, [row[2] for row in EDITIONS])))
        (FOLDER / "metz-un-an.webm").write_bytes(webm(page.evaluate(FILM, film_settings())))
        browser.close()
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}: {path.stat().st_size // 1000} ko")


def write_data(path: Path) -> None:
    """Every number with what it counts and who writes it, as the article offers it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["annee", "edition", "nombre", "ce_qu_il_compte", "source"])
        rows: list[tuple[int, str, int | None, str, str]] = [*EDITIONS, *OTHERS]
        rows.sort(key=itemgetter(0))
        writer.writerows(rows)


# Pictures


def fonts() -> str:
    faces = []
    for name, file in (("Titres", "nec-titres"), ("Texte", "nec-texte")):
        data = base64.b64encode((ROOT / "static" / "fonts" / f"{file}.woff2").read_bytes()).decode()
        faces.append(f"@font-face{{font-family:{name};src:url(data:font/woff2;base64,{data});font-weight:1 999}}")
    return "".join(faces)


def blank(route: Route) -> None:
    style = f"{fonts()} body{{margin:0;background:{PAPER}}} svg{{display:block}} text{{fill:{INK}}}"
    words = '<p style="font-family:Titres">x<span style="font-family:Texte">x'
    route.fulfill(content_type="text/html; charset=utf-8", body=f"<style>{style}</style><main>{words}</main>")


def draw(page: Page, name: str, svg: str) -> None:
    page.evaluate("document.fonts.ready")
    page.evaluate("svg => { document.querySelector('main').innerHTML = svg; }", svg)
    page.evaluate(LABELS)
    page.locator("svg").screenshot(path=FOLDER / name)


def text(x: float, y: float, words: str, size: int, *, family: str = "Texte", anchor: str = "middle") -> str:
    # The narrow form of titles, as the figures of the site have it.
    form = """ style="font-variation-settings:'opsz' 72\"""" if family == "Titres" else ""
    look = f'font-family="{family}" font-size="{size}" text-anchor="{anchor}"{form}'
    return f'<text x="{x}" y="{y}" {look}>{words}</text>'


def columns(*, tell_apart: bool) -> str:
    """The attendance as columns: all alike, or with what is of another kind and what is missing told apart."""
    rows = EDITIONS if tell_apart else [row for row in EDITIONS if row[2]]
    step, base, top = (WIDTH - 80) / len(rows), HEIGHT - 100, 330
    parts = []
    for rank, (year, place, number, _counted, _source) in enumerate(rows):
        left, middle, wide = 40 + rank * step + step * 0.14, 40 + rank * step + step / 2, step * 0.72
        parts += [text(middle, base + 40, str(year), 30, family="Titres"), text(middle, base + 68, place, 17)]
        if number is None:
            parts.append(text(middle, base - 14, "?", 36, family="Titres"))
            continue
        high = number / 2600 * top
        is_other = tell_apart and year == OF_ANOTHER_KIND
        look = f'fill="none" stroke-dasharray="9 7" stroke="{INK}"' if is_other else f'fill="#A9CFFF" stroke="{INK}"'
        parts.append(f'<rect x="{left}" y="{base - high}" width="{wide}" height="{high}" stroke-width="4" {look}/>')
        written = f"{number:,}".replace(",", "\u202f")
        parts.append(text(middle, base - high - 14, written, 36, family="Titres"))
        if is_other:
            parts.append(text(middle, base - high / 2, "inscriptions", 13))
    line = f"M40 {base - 2}v14M{WIDTH - 40} {base - 2}v14M38 {base}H{WIDTH - 38}"
    axis = f'<path d="{line}" stroke="{INK}" stroke-width="4"/>'
    return svg(HEIGHT, axis + "".join(parts))


def svg(height: int, content: str) -> str:
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
    )
    return f'{opening}<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>{content}</svg>'


def engraved_map() -> str:
    """France as the site engraves it: the more territories of a region in the list, the thicker its lines."""
    card = json.loads((ROOT / "nec_locaux" / "data" / "carte.json").read_text())
    france = "".join(region(code, path) for code, path in card["france"]["paths"].items())
    insets = []
    for rank, (code, drawing) in enumerate(card["insets"].items()):
        moved = f'transform="translate(690 {24 + rank * 118})"'
        name = text(114, 60, card["names"]["regions"][code], 20, anchor="start")
        insets.append(f"<g {moved}>{region(code, drawing['paths'][code])}{name}</g>")
    return svg(640, f'<g transform="translate(40 36)">{france}</g>{"".join(insets)}')


def region(code: str, path: str) -> str:
    count = TERRITOIRES.get(code, 0)
    weight = WEIGHTS[min(count, len(WEIGHTS) - 1)]
    return f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="{weight}" data-count="{count}"/>'


#: A number between brackets in the middle of each region that has one.
LABELS: Final = """() => {
  for (const path of document.querySelectorAll("[data-count]")) {
    if (path.dataset.count === "0") continue;
    const box = path.getBBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    path.insertAdjacentHTML("afterend", `<g><path d="M${x - 20} ${y - 18}h40v36h-40z" fill="#FFDA45"/>
      <path d="M${x - 11} ${y - 17}h-9v34h9M${x + 11} ${y - 17}h9v34h-9" fill="none" stroke="#15173A" stroke-width="4"/>
      <text x="${x}" y="${y + 9}" font-family="Titres" font-size="26" text-anchor="middle">${path.dataset.count}</text>
      </g>`);
    path.parentNode.append(path.nextElementSibling);
  }
}"""


# Sound and film


#: A second for a thousand people, after a knock; a note that trembles counts something else, silence is not known.
SOUND: Final = """async (numbers) => {
  const rate = 48000, samples = [];
  const silence = (seconds) => { for (let i = 0; i < seconds * rate; i++) samples.push(0); };
  const note = (seconds, pitch, trembling) => {
    const count = seconds * rate;
    for (let i = 0; i < count; i++) {
      const t = i / rate, edge = Math.min(1, i / 1200, (count - i) / 2400);
      const tremble = trembling ? 0.55 + 0.45 * Math.sin(2 * Math.PI * 7 * t) : 1;
      const wave = Math.sin(2 * Math.PI * pitch * t) + 0.3 * Math.sin(4 * Math.PI * pitch * t);
      samples.push(0.3 * edge * tremble * wave);
    }
  };
  silence(0.3);
  numbers.forEach((number, rank) => {
    note(0.05, 880, false);
    silence(0.35);
    number === null ? silence(1) : note(number / 1000, 330, rank === 2);
    silence(0.35);
  });
  const packets = [];
  const encoder = new AudioEncoder({
    output: (chunk) => { const data = new Uint8Array(chunk.byteLength); chunk.copyTo(data); packets.push([...data]); },
    error: (error) => { throw error; },
  });
  encoder.configure({ codec: "opus", sampleRate: rate, numberOfChannels: 1, bitrate: 32000 });
  for (let start = 0; start < samples.length; start += rate) {
    const data = new Float32Array(samples.slice(start, start + rate));
    encoder.encode(new AudioData({
      format: "f32-planar", sampleRate: rate, numberOfFrames: data.length, numberOfChannels: 1,
      timestamp: start / rate * 1e6, data,
    }));
  }
  await encoder.flush();
  return { packets, samples: samples.length };
}"""

#: A line runs along twelve months at a steady pace; a bracket and words stand where something is done.
FILM: Final = """async (settings) => {
  const { width, height, rate, seconds, end, steps, paper, ink, muted, minium } = settings;
  const canvas = new OffscreenCanvas(width, height), draw = canvas.getContext("2d");
  const left = 90, right = width - 90, axis = 400, at = (months) => right - (right - left) * months / 12;
  const bracket = (x, colour) => {
    draw.strokeStyle = colour; draw.lineWidth = 6; draw.beginPath();
    for (const side of [-1, 1]) {
      draw.moveTo(x + side * 6, axis - 34); draw.lineTo(x + side * 16, axis - 34);
      draw.lineTo(x + side * 16, axis + 34); draw.lineTo(x + side * 6, axis + 34);
    }
    draw.stroke();
  };
  const paint = (months) => {
    const done = steps.filter(([when]) => when >= months), [when, label, words] = done[done.length - 1];
    draw.fillStyle = paper; draw.fillRect(0, 0, width, height);
    draw.fillStyle = ink; draw.textBaseline = "alphabetic"; draw.textAlign = "left";
    draw.fillStyle = when - months > 1.2 ? muted : ink;
    draw.font = "800 76px Titres"; draw.fillText(label, left - 20, 150);
    draw.font = "36px Texte"; draw.fillText(words, left - 20, 212);
    draw.fillStyle = "#C9CDC6"; draw.fillRect(left, axis - 2, right - left, 4);
    draw.fillStyle = ink; draw.fillRect(left, axis - 5, at(months) - left, 10);
    draw.font = "22px Texte"; draw.textAlign = "center"; draw.fillStyle = muted;
    for (let month = 12; month >= 0; month--) draw.fillText(month ? String(month) : "J", at(month), axis + 78);
    for (const [moment] of done) bracket(at(moment), moment === when ? minium : ink);
  };
  const packets = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength); chunk.copyTo(data);
      packets.push({ key: chunk.type === "key", time: chunk.timestamp / 1000, data: [...data] });
    },
    error: (error) => { throw error; },
  });
  encoder.configure({ codec: "vp09.00.10.08", width, height, framerate: rate, bitrate: 90000 });
  const frames = (seconds + end) * rate;
  for (let index = 0; index < frames; index++) {
    paint(Math.max(0, 12 - 12 * index / (seconds * rate)));
    const frame = new VideoFrame(canvas, { timestamp: index / rate * 1e6, duration: 1e6 / rate });
    encoder.encode(frame, { keyFrame: index % (5 * rate) === 0 });
    frame.close();
  }
  await encoder.flush();
  return packets;
}"""


def film_settings() -> dict[str, Any]:
    colours = {"paper": PAPER, "ink": INK, "muted": MUTED, "minium": MINIUM}
    times = {"rate": FRAME_RATE, "seconds": FILM_SECONDS, "end": END_SECONDS}
    return {"width": WIDTH, "height": HEIGHT, "steps": STEPS, **colours, **times}


# Ogg (RFC 3533) that holds Opus (RFC 7845)

SAMPLE_RATE, PRE_SKIP, FRAME_SAMPLES, SERIAL = 48_000, 312, 960, 1
FIRST_PAGE, LAST_PAGE = 2, 4
#: Packets of a page: a page holds 255 segments at most, and each packet here takes one or two.
PACKETS_OF_PAGE = 50


def ogg(sound: dict[str, Any]) -> bytes:
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, PRE_SKIP, SAMPLE_RATE, 0, 0)
    vendor = b"numerique-en-communs"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    packets = [bytes(packet) for packet in sound["packets"]]
    pages = [ogg_page([head], 0, 0, FIRST_PAGE), ogg_page([tags], 0, 1, 0)]
    for start in range(0, len(packets), PACKETS_OF_PAGE):
        kept = packets[start : start + PACKETS_OF_PAGE]
        is_last = start + PACKETS_OF_PAGE >= len(packets)
        granule = PRE_SKIP + sound["samples"] if is_last else (start + len(kept)) * FRAME_SAMPLES
        pages.append(ogg_page(kept, granule, len(pages), LAST_PAGE if is_last else 0))
    return b"".join(pages)


def ogg_page(packets: list[bytes], granule: int, number: int, kind: int) -> bytes:
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, granule, SERIAL, number, 0, len(lacing))
    page = head + lacing + b"".join(packets)
    return page[:22] + struct.pack("<I", ogg_checksum(page)) + page[26:]


def ogg_checksum(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7) & 0xFFFFFFFF if value & 0x80000000 else value << 1
    return value


# WebM (RFC 9559)


def element(identifier: int, content: bytes) -> bytes:
    name = identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")
    return name + (len(content) | 1 << 56).to_bytes(8, "big") + content


def number(identifier: int, value: int) -> bytes:
    return element(identifier, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def webm(packets: list[dict[str, Any]]) -> bytes:
    document = number(0x4286, 1) + number(0x42F7, 1) + number(0x42F2, 4) + number(0x42F3, 8)
    document += element(0x4282, b"webm") + number(0x4287, 4) + number(0x4285, 2)
    length = (FILM_SECONDS + END_SECONDS) * 1000.0
    tool = b"scripts/draw_demonstration.py"
    info = number(0x2AD7B1, 1_000_000) + element(0x4489, struct.pack(">d", length))
    info += element(0x4D80, tool) + element(0x5741, tool)
    size = element(0xE0, number(0xB0, WIDTH) + number(0xBA, HEIGHT))
    track = number(0xD7, 1) + number(0x73C5, 1) + number(0x83, 1) + element(0x86, b"V_VP9") + size
    segment = element(0x1549A966, info) + element(0x1654AE6B, element(0xAE, track)) + b"".join(clusters(packets))
    return element(0x1A45DFA3, document) + element(0x18538067, segment)


def clusters(packets: list[dict[str, Any]]) -> list[bytes]:
    """A cluster from each key frame on."""
    starts = [index for index, packet in enumerate(packets) if packet["key"]]
    found = []
    for start, end in zip(starts, [*starts[1:], len(packets)], strict=True):
        base = round(packets[start]["time"])
        blocks = b"".join(simple_block(packet, base) for packet in packets[start:end])
        found.append(element(0x1F43B675, number(0xE7, base) + blocks))
    return found


def simple_block(packet: dict[str, Any], base: int) -> bytes:
    flags = 0x80 if packet["key"] else 0
    return element(0xA3, b"\x81" + struct.pack(">hB", round(packet["time"]) - base, flags) + bytes(packet["data"]))


if __name__ == "__main__":
    main()
