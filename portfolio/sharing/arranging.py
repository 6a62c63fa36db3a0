from django.db import transaction

from portfolio.pages import store
from portfolio.prototypes.models import Prototype


@transaction.atomic
def move(prototype: Prototype, steps: int) -> None:
    """Change places with the neighbour before (-1) or after (1) on the public page.

    Featured ones stand first whatever their place, so each group keeps to itself.
    """
    group = Prototype.objects.published().filter(
        owner=prototype.owner_id, featured=prototype.featured
    )
    rows = list(group.in_order().values_list("pk", "position"))
    order = [pk for pk, _position in rows]
    here = order.index(prototype.pk)
    there = here + steps
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    was = dict(rows)
    moved = [
        Prototype(pk=pk, position=place)
        for place, pk in enumerate(order, start=1)
        if was[pk] != place
    ]
    Prototype.objects.bulk_update(moved, ["position"], batch_size=500)
    store.drop(prototype.owner_id)
