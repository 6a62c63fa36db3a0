from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "portfolio.sharing"

    def ready(self) -> None:
        from accounts import changes as people
        from accounts import deletion
        from portfolio.pages import rebuild
        from portfolio.prototypes import changes as prototypes
        from portfolio.prototypes import sweep
        from portfolio.sharing import addresses, following, photo

        people.steps.append(following.person_changed)
        prototypes.steps.append(following.prototype_changed)
        deletion.steps.append(following.account_leaves)
        rebuild.register(addresses.pages)
        sweep.roots["photos"] = photo.is_known
