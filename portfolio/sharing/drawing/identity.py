"""What says who a person is, drawn when it changes and kept as HTML."""

from datetime import date

from django.template.loader import render_to_string
from django.utils import translation

from portfolio.sharing import elsewhere
from portfolio.sharing.chart import attempts_chart
from portfolio.sharing.models import Portfolio
from portfolio.sharing.summary import WEEKS, summary_of

COLUMNS = ["summary", "identity_html", "answers_html"]


def renew(portfolio: Portfolio) -> None:
    """Count and draw afresh what stands beside the work of this person."""
    portfolio.summary = summary_of(portfolio)
    with translation.override(portfolio.user.language):
        context = context_of(portfolio)
        portfolio.identity_html = render_to_string("sharing/_identity.html", context)
        portfolio.answers_html = render_to_string("sharing/_answers.html", context)
    portfolio.save(update_fields=COLUMNS)


def context_of(portfolio: Portfolio) -> dict[str, object]:
    summary = portfolio.summary
    last = date.fromisoformat(summary["last"]) if summary["last"] else None
    return {
        "portfolio": portfolio,
        "name": portfolio.name,
        "summary": summary,
        "places": elsewhere.shown(portfolio.links),
        "last": last,
        "first": a_year_before(last) if last else None,
        "chart": attempts_chart(summary["weeks"], last) if last else "",
    }


def a_year_before(last: date) -> date:
    """Return the day of the first bar; the calendar begins with the year 1."""
    return date.fromordinal(max(1, last.toordinal() - 7 * (WEEKS - 1)))
