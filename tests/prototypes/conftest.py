import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.prototypes.factories import PrototypeFactory


@pytest.fixture
def prototype(alice):
    return PrototypeFactory(
        owner=alice,
        problem="On-call engineers are woken for systems they gave away",
        name="Pagewise",
        problems=["Hand-offs"],
    )


def png(width=1200, height=750, colour="#2c6b3c", name="screen.png"):
    """Return a real picture as a browser would send it."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


@pytest.fixture
def picture():
    return png()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
