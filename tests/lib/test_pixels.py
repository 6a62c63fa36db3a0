"""What the picture process does, in this process: images.py is tested with the real one."""

import warnings
from collections.abc import Iterator

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from portfolio.lib import pixels
from portfolio.lib.images import Master
from portfolio.lib.pixels import Refused, variants
from tests.lib.pictures import (
    BLUE,
    CLEAR,
    GREEN,
    RED,
    decoded,
    encoded,
    is_near,
    two_halves,
)


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
    with warnings.catch_warnings():
        yield


def sanitise(data: bytes) -> Master:
    return Master(*pixels.sanitise(data))


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        pixels.sanitise(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "options", "kept"),
    [
        ("PNG", {}, "PNG"),
        ("JPEG", {"quality": 95}, "JPEG"),
        ("WEBP", {"lossless": True}, "PNG"),
        ("WEBP", {"quality": 95}, "JPEG"),
        ("GIF", {}, "PNG"),
    ],
)
def test_it_takes_four_formats_and_keeps_two(kind, options, kept):
    master = sanitise(encoded(two_halves(), kind, **options))
    picture = decoded(master.data)
    assert (master.format, master.width, master.height) == (kept, 60, 40)
    assert (picture.format, picture.size, picture.mode) == (kept, (60, 40), "RGB")
    assert is_near(picture.getpixel((5, 20)), RED)
    assert is_near(picture.getpixel((55, 20)), BLUE)


def exif(orientation: int) -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = "Secret camera"
    block.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    return block


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_turns_upright_and_forgets_where_it_was_taken(kind):
    data = encoded(two_halves(), kind, exif=exif(6), quality=95)
    assert b"Secret camera" in data
    master = sanitise(data)
    picture = decoded(master.data)
    assert picture.size == (40, 60)
    assert is_near(picture.getpixel((20, 5)), RED, by=20)
    assert is_near(picture.getpixel((20, 55)), BLUE, by=20)
    assert dict(picture.getexif()) == {}
    assert b"Secret" not in master.data
    assert b"Exif" not in master.data


def test_it_drops_comments_of_a_jpeg():
    data = encoded(two_halves(), "JPEG", comment=b"Secret comment")
    assert b"Secret comment" in data
    master = sanitise(data)
    assert b"Secret" not in master.data
    assert "comment" not in decoded(master.data).info


def test_it_drops_texts_of_a_png():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Secret author")
    texts.add_itxt("XML:com.adobe.xmp", "<x>Secret packet</x>")
    texts.add_text("Long", "Secret " * 50, zip=True)
    data = encoded(two_halves(), "PNG", pnginfo=texts, dpi=(72, 72))
    assert b"Secret author" in data
    master = sanitise(data)
    assert decoded(master.data).info == {}
    assert [
        master.data.count(kind) for kind in (b"tEXt", b"iTXt", b"zTXt", b"pHYs")
    ] == [0] * 4


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_it_drops_packets(kind):
    data = encoded(two_halves(), kind, xmp=b"<x:xmpmeta>Secret</x:xmpmeta>")
    assert b"Secret" in data
    assert b"Secret" not in sanitise(data).data


def test_it_drops_what_follows_the_picture():
    data = encoded(two_halves(), "PNG") + b"<script>alert(1)</script>"
    assert b"script" not in sanitise(data).data


def test_it_brings_colours_of_another_space_home():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = sanitise(encoded(two_halves(), "PNG", icc_profile=srgb))
    assert "icc_profile" not in decoded(kept.data).info
    assert is_near(decoded(kept.data).getpixel((5, 20)), RED, by=2)
    # A profile that does not fit the pixels, or is none, changes nothing.
    for profile in (lab, b"no profile at all"):
        master = sanitise(encoded(two_halves(), "PNG", icc_profile=profile))
        assert decoded(master.data).getpixel((5, 20)) == RED


def swapped_profile() -> bytes:
    """A colour space whose red is our blue: sRGB with two tags changed over."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    tags, rest = profile[:400], profile[400:]
    assert tags.count(b"rXYZ") == tags.count(b"bXYZ") == 1
    tags = tags.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ")
    return tags.replace(b"????", b"bXYZ") + rest


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_converted_by_the_profile(mode):
    data = encoded(two_halves(mode=mode), "PNG", icc_profile=swapped_profile())
    picture = decoded(sanitise(data).data)
    assert is_near(picture.getpixel((5, 20)), RED[::-1], by=3)
    assert is_near(picture.getpixel((55, 20)), BLUE[::-1], by=3)


@pytest.mark.parametrize("mode", ["P", "L", "LA", "RGBA", "1"])
def test_every_kind_of_png_becomes_plain_colours(mode):
    picture = decoded(sanitise(encoded(two_halves(mode=mode), "PNG")).data)
    assert picture.mode == "RGB"
    want = two_halves(mode=mode).convert("RGB")
    assert is_near(picture.getpixel((5, 20)), want.getpixel((5, 20)), by=1)


def test_sixteen_bits_keep_their_brightness():
    wide = Image.new("I;16", (20, 20), 40_000)
    picture = decoded(sanitise(encoded(wide, "PNG")).data)
    assert is_near(picture.getpixel((5, 5)), (156, 156, 156), by=1)


def test_four_inks_become_three_lights():
    picture = decoded(
        sanitise(encoded(two_halves(mode="CMYK"), "JPEG", quality=95)).data
    )
    assert picture.mode == "RGB"
    assert is_near(picture.getpixel((5, 20)), RED)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_it_keeps_what_is_see_through(kind):
    glass = two_halves(mode="RGBA")
    glass.paste(CLEAR, (30, 0, 60, 40))
    picture = decoded(sanitise(encoded(glass, kind)).data)
    assert picture.mode == "RGBA"
    assert picture.getpixel((5, 20))[3] == 255
    assert picture.getpixel((55, 20))[3] == 0


def test_a_colour_of_a_palette_may_be_see_through():
    picture = Image.new("P", (20, 20), 1)
    picture.putpalette([*RED, *BLUE])
    kept = decoded(sanitise(encoded(picture, "PNG", transparency=1)).data)
    assert (kept.mode, kept.getpixel((5, 5))[3]) == ("RGBA", 0)


def animation(frames: int) -> bytes:
    first, *others = (
        Image.new("L", (8, 8), 255 * (number % 2)) for number in range(frames)
    )
    first.putpixel((0, 0), 128)
    return encoded(first, "GIF", save_all=True, append_images=others, optimize=False)


def test_it_takes_the_first_of_at_most_two_hundred_frames():
    data = animation(200)
    assert decoded(data).n_frames == 200
    assert is_near(decoded(sanitise(data).data).getpixel((4, 4)), (0, 0, 0))
    assert refusal(animation(201)) == "frames"


@pytest.mark.parametrize(
    ("kind", "told"),
    [("PNG", "cut"), ("JPEG", "cut"), ("GIF", "cut"), ("WEBP", "unreadable")],
)
def test_a_cut_file_is_refused(kind, told):
    data = encoded(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    assert refusal(data[: len(data) // 2]) == told


def test_a_picture_may_have_as_many_pixels_as_8k():
    master = sanitise(encoded(Image.new("1", (7680, 4320)), "PNG"))
    assert (master.width, master.height) == (7680, 4320)


def test_a_picture_may_be_as_long_as_the_formats_allow():
    assert sanitise(encoded(Image.new("1", (2, 16_383)), "PNG")).height == 16_383
    assert refusal(encoded(Image.new("1", (16_384, 2)), "PNG")) == "side"


def test_one_pixel_is_a_picture():
    master = sanitise(encoded(Image.new("RGB", (1, 1), RED), "PNG"))
    assert decoded(master.data).getpixel((0, 0)) == RED
    assert [name for name, _data in variants(master.data)] == [
        "1.webp",
        "1.avif",
        "1.jpg",
    ]


def made(picture: Image.Image) -> list[tuple[str, Image.Image]]:
    found = variants(sanitise(encoded(picture, "PNG")).data)
    return [(name, decoded(data)) for name, data in found]


def test_it_makes_three_widths_in_three_formats_the_small_one_first():
    found = made(two_halves((2000, 1000)))
    assert [(name, picture.format, picture.size) for name, picture in found] == [
        ("480.webp", "WEBP", (480, 240)),
        ("480.avif", "AVIF", (480, 240)),
        ("480.jpg", "JPEG", (480, 240)),
        ("960.webp", "WEBP", (960, 480)),
        ("960.avif", "AVIF", (960, 480)),
        ("960.jpg", "JPEG", (960, 480)),
        ("1600.webp", "WEBP", (1600, 800)),
        ("1600.avif", "AVIF", (1600, 800)),
        ("1600.jpg", "JPEG", (1600, 800)),
    ]
    for _name, picture in found:
        width, height = picture.size
        left, right = (width // 8, height // 2), (width * 7 // 8, height // 2)
        assert is_near(picture.convert("RGB").getpixel(left), RED)
        assert is_near(picture.convert("RGB").getpixel(right), BLUE)
        assert not picture.getexif()


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, [300]), (480, [480]), (700, [480, 700]), (960, [480, 960]), (1601, [480, 960, 1600])],
)  # fmt: skip
def test_nothing_is_made_larger_than_it_was(width, widths):
    found = variants(encoded(two_halves((width, 10)), "PNG"))
    assert [name for name, _data in found if name.endswith("webp")] == [
        f"{width}.webp" for width in widths
    ]


def test_a_very_wide_picture_keeps_a_row():
    found = made(Image.new("RGB", (9000, 2), GREEN))
    assert found[0][1].size == (480, 1)


def test_glass_stays_glass_and_turns_to_paper_in_jpeg():
    glass = two_halves((600, 300), "RGBA")
    glass.paste(CLEAR, (300, 0, 600, 300))
    by_name = dict(made(glass))
    assert by_name["480.webp"].getpixel((400, 100))[3] == 0
    assert by_name["480.avif"].getpixel((400, 100))[3] == 0
    assert is_near(by_name["480.jpg"].getpixel((400, 100)), (255, 255, 255), by=2)
    assert is_near(by_name["480.jpg"].getpixel((100, 100)), RED)


PNG = encoded(Image.new("1", (1, 1)), "PNG")
