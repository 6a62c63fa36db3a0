import factory
from factory.django import DjangoModelFactory

from portfolio.catalog.models import Problem, Tool, ToolHost


class ToolFactory(DjangoModelFactory):
    class Meta:
        model = Tool

    name = factory.Sequence(lambda n: f"Workbench {n}")
    is_shared = True


class ToolHostFactory(DjangoModelFactory):
    class Meta:
        model = ToolHost

    tool = factory.SubFactory(ToolFactory)
    pattern = factory.Sequence(lambda n: f"*.workbench{n}.example")
    kind = ToolHost.Kind.LIVE


class ProblemFactory(DjangoModelFactory):
    class Meta:
        model = Problem

    name = factory.Sequence(lambda n: f"Queue at window {n}")
    is_shared = True
