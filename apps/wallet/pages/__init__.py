"""The wallet's pages, a blueprint a noun."""

from wallet.pages import adding, cards, fit, history, offers, requests, results

BLUEPRINTS = (
    cards.blueprint,
    adding.blueprint,
    offers.blueprint,
    results.blueprint,
    requests.blueprint,
    fit.blueprint,
    history.blueprint,
)

__all__ = ["BLUEPRINTS"]
