"""Retake the demo's pictures: `python -m portfolio.demo.take_pictures [name...]`.

Needs the development set-up. CHROMIUM names the browser, as it does for the tests;
the Chinese pages need a Chinese font on this machine.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
STATIC = HERE.parent.parent / "static"
DESKTOP = ViewportSize(width=1600, height=1000)
PHONE = ViewportSize(width=390, height=844)
MOST_BYTES = 250_000


class Shot(NamedTuple):
    file: str
    page: str
    # A selector to press; "#field = text" fills in; a number waits milliseconds.
    steps: tuple[str | int, ...] = ()
    phone: bool = False


FIRST_ALERT = "[data-alert='0'] button"
SIGNED_UP = ("#publish", "#mail = ada@example.com", "#join button")
SHOTS = [
    Shot("pagewise-1", "pagewise", (FIRST_ALERT, "[data-alert='1'] button")),
    Shot("pagewise-phone", "pagewise", (FIRST_ALERT,), phone=True),
    Shot("pagewise-first", "pagewise/?v=1"),
    Shot(
        "warm-line-1",
        "warm-line",
        ("#rest", *(f"li:nth-child({n}) button" for n in (2, 3, 5)), "#over"),
    ),
    Shot("warm-line-first", "warm-line/?v=1", ("#rest", "#over")),
    Shot(
        "signal-sieve-1",
        "signal-sieve",
        ("#compare", "[data-pain='The app is slow'] .name"),
    ),
    Shot("why-line-1", "why-line"),
    Shot("why-line-2", "why-line", ("#card-4098 button",)),
    Shot("why-line-first", "why-line/?v=1"),
    Shot("five-minute-letter-1", "five-minute-letter", SIGNED_UP),
    Shot("five-minute-letter-2", "five-minute-letter", ("[value=night]", *SIGNED_UP)),
    Shot(
        "five-minute-letter-phone",
        "five-minute-letter",
        ("#publish", "#mail"),
        phone=True,
    ),
    Shot("night-card-1", "night-card"),
    Shot("night-card-phone", "night-card", (".mine",), phone=True),
    Shot("night-card-first", "night-card/?v=1"),
    Shot("margin-notes-1", "margin-notes", (".doubt button",)),
    Shot("receipt-box-1", "receipt-box", ("#shoot", ".go", "#shoot")),
    Shot(
        "receipt-box-2",
        "receipt-box",
        ("#shoot", ".go", "#shoot", ".go", "#shoot", "#read input = 500", ".go"),
    ),
    Shot("eval-bench-1", "eval-bench", ("#run", 1500, "[data-case='5'] button")),
    Shot("prompt-diff-1", "prompt-diff", ("#each",)),
    Shot("prompt-diff-2", "prompt-diff", ("#each", "#best")),
    Shot("trace-turn-1", "trace-turn", ("#strip button >> nth=10", "#mark")),
    Shot("is-it-ready-1", "is-it-ready", ("#number = 231", "form button")),
    Shot("is-it-ready-first", "is-it-ready/?v=1", ("#number = 217", "form button")),
    Shot("baoxiu-1", "baoxiu", ("#ask > button",)),
    Shot("baoxiu-phone", "baoxiu", ("#ask > button", "#note .main"), phone=True),
    Shot("baoxiu-first", "baoxiu/?v=1", ("#ask > button",)),
    Shot("yaohe-1", "yaohe", (".big", ".big")),
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Serve the static folder to this machine while the pictures are taken."""
    handler = partial(Quiet, directory=str(STATIC))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/demo/"
        server.shutdown()


def take(browser: Browser, site: str, shot: Shot) -> None:
    page = browser.new_page(
        viewport=PHONE if shot.phone else DESKTOP,
        device_scale_factor=2 if shot.phone else 1,
    )
    folder, _, query = shot.page.partition("/")
    page.goto(f"{site}{folder}/index.html{query}")
    for step in shot.steps:
        if isinstance(step, int):
            page.wait_for_timeout(step)
        elif " = " in step:
            page.fill(*step.split(" = "))
        else:
            page.click(step)
    page.mouse.move(0, 0)
    page.screenshot(path=PICTURES / f"{shot.file}.png")
    page.close()
    shrink(PICTURES / f"{shot.file}.png")


def draw_portrait(browser: Browser, svg: Path) -> None:
    page = browser.new_page(viewport=ViewportSize(width=400, height=400))
    page.goto(svg.as_uri())
    page.screenshot(path=PICTURES / f"{svg.stem}.png")
    page.close()
    shrink(PICTURES / f"{svg.stem}.png")


def shrink(path: Path) -> None:
    """Keep flat colours exact where they fit a palette; these pages are flat."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    few = picture.quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path.name} is larger than {MOST_BYTES} bytes.")


def main(names: list[str]) -> None:
    with sync_playwright() as playwright, served() as site:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"]
        )
        for shot in SHOTS:
            if not names or shot.file in names:
                take(browser, site, shot)
        for svg in sorted((PICTURES / "portraits").glob("*.svg")):
            if not names or svg.stem in names:
                draw_portrait(browser, svg)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
