from portfolio.sharing.views.crawlers import (
    robots,
    sitemap_index,
    sitemap_page,
    sitemap_words,
)
from portfolio.sharing.views.links import link_detail, link_picture
from portfolio.sharing.views.order import order_change, order_list
from portfolio.sharing.views.photos import photo_file
from portfolio.sharing.views.preview import portfolio_preview, prototype_preview
from portfolio.sharing.views.public import (
    portfolio_detail,
    portfolio_failed,
    portfolio_problem,
    prototype_detail,
)
from portfolio.sharing.views.publish import link_renew, prototype_publish
from portfolio.sharing.views.settings import (
    photo_change,
    portfolio_edit,
    portfolio_switch,
)
from portfolio.sharing.views.site import (
    home,
    problem_detail,
    problem_list,
    tool_detail,
)

__all__ = [
    "home",
    "link_detail",
    "link_picture",
    "link_renew",
    "order_change",
    "order_list",
    "photo_change",
    "photo_file",
    "portfolio_detail",
    "portfolio_edit",
    "portfolio_failed",
    "portfolio_preview",
    "portfolio_problem",
    "portfolio_switch",
    "problem_detail",
    "problem_list",
    "prototype_detail",
    "prototype_preview",
    "prototype_publish",
    "robots",
    "sitemap_index",
    "sitemap_page",
    "sitemap_words",
    "tool_detail",
]
