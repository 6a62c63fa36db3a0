from portfolio.sharing.models.link import ShareLink
from portfolio.sharing.models.portfolio import OldHandle, Portfolio

__all__ = ["OldHandle", "Portfolio", "ShareLink"]
