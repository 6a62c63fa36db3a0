from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "portfolio.sharing"

    def ready(self) -> None:
        from accounts import deletion
        from portfolio.pages import rebuild
        from portfolio.prototypes import changes
        from portfolio.sharing import addresses, following

        changes.steps.append(following.prototype_changed)
        deletion.steps.append(following.account_leaves)
        rebuild.register(addresses.pages)
