import factory
from factory.django import DjangoModelFactory

from portfolio.catalog.models import Problem
from portfolio.prototypes.models import Attempt, Prototype, Screenshot, Signal
from tests.factories import UserFactory


class PrototypeFactory(DjangoModelFactory):
    class Meta:
        model = Prototype
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory)
    problem = factory.Sequence(lambda n: f"People wait {n} days for an answer")

    @factory.post_generation
    def problems(self, create, names, **kwargs):
        """Tag with names: PrototypeFactory(problems=["Hand-offs"])."""
        if names:
            self.problems.set(Problem.objects.resolve(names))


class AttemptFactory(DjangoModelFactory):
    class Meta:
        model = Attempt

    prototype = factory.SubFactory(PrototypeFactory)
    prompt = factory.Sequence(lambda n: f"Prompt {n}")


class SignalFactory(DjangoModelFactory):
    class Meta:
        model = Signal

    prototype = factory.SubFactory(PrototypeFactory)
    text = factory.Sequence(lambda n: f"I waited {n} days")


class ScreenshotFactory(DjangoModelFactory):
    """A picture whose rows are there and whose files are not."""

    class Meta:
        model = Screenshot

    prototype = factory.SubFactory(PrototypeFactory)
    master = "pictures/none.png"
    width = 1600
    height = 1000
