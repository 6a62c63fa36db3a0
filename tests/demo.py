"""The demo without its weight: pictures in one small size, made in this process."""

import io

from PIL import Image

from portfolio.lib import images


def lighten(monkeypatch, settings):
    """Skip the children that draw pictures, and the worker that waits for them."""
    monkeypatch.setattr(images, "sanitise", as_it_is)
    monkeypatch.setattr(images, "variants", small_ones)
    queues = settings.TASKS["default"]["QUEUES"]
    backend = "django.tasks.backends.dummy.DummyBackend"
    settings.TASKS = {"default": {"BACKEND": backend, "QUEUES": queues}}


def as_it_is(upload):
    with Image.open(upload) as picture:
        return images.Master(b"", "PNG", *picture.size)


def small_ones(master):
    for kind, name in (("webp", "WEBP"), ("avif", "AVIF"), ("jpg", "JPEG")):
        file = io.BytesIO()
        Image.new("RGB", (480, 300), "#2c6b3c").save(file, name)
        yield f"480.{kind}", file.getvalue()
