import io
import struct
import subprocess
import sys

import pytest
from PIL import Image

from portfolio.lib import images, pixels
from portfolio.lib.images import MAX_BYTES, PictureError, sanitise, variants
from tests.lib.pictures import encoded, png_of_size, two_halves

PNG = encoded(Image.new("1", (1, 1)), "PNG")
ROOT = images.CHILD.parent.parent.parent


def reason(data) -> tuple[str, str]:
    with pytest.raises(PictureError) as caught:
        sanitise(data)
    return caught.value.code, caught.value.messages[0]


def test_it_takes_a_file_as_well_as_bytes():
    master = sanitise(io.BytesIO(encoded(two_halves(), "PNG")))
    assert (master.width, master.height) == (60, 40)


@pytest.mark.parametrize(
    ("data", "code", "start"),
    [
        (b"", "empty", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + b"0" * MAX_BYTES, "bytes", "The file is over 10 MB."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", "An SVG can carry scripts."),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "svg", "An SVG can carry scripts."),
        (b"<!DOCTYPE html><p>", "html", "This is a web page"),
        (b"\n <html><body>", "html", "This is a web page"),
        (b"%PDF-1.7 x", "pdf", "This is a PDF."),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic", "Browsers cannot show HEIC."),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "heic", "Browsers cannot show HEIC."),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "avif", "AVIF is made here"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video", "This is a video."),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "video", "This is a video."),
        (b"\x1aE\xdf\xa3 webm", "video", "This is a video."),
        (b"RIFF\0\0\0\0AVI LIST", "video", "This is a video."),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "unreadable", "This is no picture"),
        (b"II*\0tiff", "unreadable", "This is no picture"),
        (b"BM bitmap", "unreadable", "This is no picture"),
        (b"hello", "unreadable", "This is no picture"),
        (b"\x89PNG\r\n\x1a\n", "unreadable", "This is no picture"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "unreadable", "This is no picture"),
        (b"GIF89a;", "unreadable", "This is no picture"),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_other_files_are_refused_in_words(data, code, start):
    found, message = reason(data)
    assert found == code
    assert message.startswith(start)


def test_no_decoder_sees_what_its_first_bytes_give_away(monkeypatch):
    monkeypatch.setattr(images, "CHILD", "/does/not/exist")
    assert reason(b"%PDF-1.7")[0] == "pdf"
    assert reason(b"<svg/>")[0] == "svg"
    assert reason(b"0" * (MAX_BYTES + 1))[0] == "bytes"


def test_every_reason_says_what_to_do():
    for text in images.REASONS.values():
        asked = str(text).split(". ", 1)[1]
        assert asked.split()[0] in {"Choose", "Export", "Take", "Make", "Cut", "Add"}


def bomb_of_34_bytes() -> bytes:
    """A lossless WebP that says it is 16,384 pixels each way."""
    size = struct.pack("<I", 16_383 | 16_383 << 14)
    body = b"VP8L" + struct.pack("<I", 14) + b"\x2f" + size + b"\0" * 9
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


@pytest.mark.parametrize(
    "data",
    [bomb_of_34_bytes(), png_of_size(7681, 4320), png_of_size(60_000, 60_000)],
    ids=["webp", "one column too many", "huge png"],
)
def test_too_many_pixels_are_refused_before_they_are_drawn(data):
    assert len(data) < 200
    code, message = reason(data)
    assert code == "pixels"
    assert message.startswith("The picture has over 33 million pixels.")


def test_the_small_one_is_there_before_the_others_are_made():
    found = variants(encoded(two_halves((1600, 800)), "PNG"))
    assert next(found)[0] == "480.webp"
    found.close()


def test_a_master_that_is_lost_fails_in_words():
    with pytest.raises(PictureError) as caught:
        list(variants(b"\x89PNG\r\n\x1a\nlost"))
    assert caught.value.code == "unreadable"


@pytest.fixture
def child(tmp_path, monkeypatch):
    def write(code: str) -> None:
        (tmp_path / "child.py").write_text(f"import os, sys, time\n{code}")

    monkeypatch.setattr(images, "CHILD", tmp_path / "child.py")
    return write


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("time.sleep(60)", "slow"),
        ("os.kill(os.getpid(), 24)", "slow"),
        ("os.kill(os.getpid(), 11)", "unreadable"),
        ("sys.exit(1)", "unreadable"),
        ("""print('{"name": "480.webp", "bytes": 9}\\nshort', end='')\nsys.exit(1)""", "unreadable"),
        ("""print('{"half a li', end='')\nsys.exit(1)""", "unreadable"),
    ],
)  # fmt: skip
def test_a_child_that_falls_over_fails_one_picture(
    child, monkeypatch, caplog, code, told
):
    child(code)
    monkeypatch.setattr(images, "SECONDS_TO_SANITISE", 0.3)
    assert reason(PNG)[0] == told
    assert "The picture process ended with" in caplog.text


def test_a_child_that_does_not_listen_fails_one_picture(child):
    child("os.close(0)\nsys.exit(3)")
    assert reason(PNG[:8] + b"0" * 1_000_000)[0] == "unreadable"


def test_the_child_holds_no_secret(child, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "hush")
    child(
        "names = repr(sorted(os.environ)).encode()\n"
        """head = '{"format": "PNG", "width": 1, "height": 1, "bytes": %d}' % len(names)\n"""
        "sys.stdout.write(head + '\\n' + names.decode())"
    )
    assert b"PATH" in sanitise(PNG).data
    assert b"SECRET_KEY" not in sanitise(PNG).data
    assert b"DATABASE_URL" not in sanitise(PNG).data


def limited(code: str) -> subprocess.CompletedProcess:
    script = (
        f"import sys; sys.path.insert(0, {str(images.CHILD.parent.parent.parent)!r})\n"
    )
    script += f"from portfolio.lib import pixels\npixels.limit(2)\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=30, check=False
    )


def test_the_child_cannot_take_all_memory_time_or_disk(tmp_path):
    assert b"MemoryError" in limited("bytearray(2_000_000_000)").stderr
    assert limited("while True: pass").returncode == -24
    target = tmp_path / "out"
    limited(f"open({str(target)!r}, 'w').write('x' * 10000)")
    assert target.stat().st_size == 0


def test_too_little_memory_is_said_in_words(monkeypatch, capsysbinary):
    def greedy(data):
        raise MemoryError

    monkeypatch.setattr(pixels, "sanitise", greedy)
    monkeypatch.setattr(pixels, "limit", lambda seconds: None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PNG)))
    pixels.main("sanitise")
    assert capsysbinary.readouterr().out == b'{"refused": "memory", "bytes": 0}\n'


def test_a_web_worker_loads_no_decoder():
    code = "import sys; import portfolio.lib.images; sys.exit('PIL' in sys.modules)"
    root = images.CHILD.parent.parent.parent
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode
        == 0
    )
