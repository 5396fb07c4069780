"""The wallet's pages, a blueprint a noun."""

from wallet.pages import adding, cards, history, offers, requests, results

BLUEPRINTS = (
    cards.blueprint,
    adding.blueprint,
    offers.blueprint,
    results.blueprint,
    requests.blueprint,
    history.blueprint,
)

__all__ = ["BLUEPRINTS"]
