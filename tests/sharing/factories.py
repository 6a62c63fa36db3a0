import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory

from portfolio.catalog.models import Tool
from portfolio.prototypes.models import Prototype
from portfolio.sharing.models import Portfolio
from tests.factories import UserFactory
from tests.prototypes.factories import PrototypeFactory, ScreenshotFactory


class PortfolioFactory(DjangoModelFactory):
    class Meta:
        model = Portfolio

    user = factory.SubFactory(UserFactory)
    handle = factory.Sequence(lambda n: f"builder-no-{n}")


def published(owner, problems=("Hand-offs",), tools=(), **fields) -> Prototype:
    """A prototype on its owner's public page, which is made if there is none."""
    if not hasattr(owner, "portfolio"):
        PortfolioFactory(user=owner)
    fields = {"name": "Pagewise", **fields}
    prototype = PrototypeFactory(owner=owner, problems=problems, **fields)
    prototype.tools.set(Tool.objects.resolve(tools))
    prototype.publish()
    return prototype


def pictured(prototype, **fields):
    """A picture that is ready, with a file in one size."""
    shot = ScreenshotFactory(
        prototype=prototype, state="ready", widths=[480], alt="A board", **fields
    )
    for kind in ("avif", "webp", "jpg"):
        default_storage.save(f"{shot.folder}/480.{kind}", ContentFile(kind.encode()))
    return shot
