"""A learner with a wallet, a request of the stand-in employer, and the network between them."""

from collections.abc import Callable
from typing import Any

import httpx

from exchange.oid4vp import holder, verifier
from tests.exchange.stand_ins import (
    LEARNER,
    NOW,
    Network,
    StandInCounter,
    StandInDesk,
    Tamper,
    allow,
    resolve,
)
from tests.exchange.talking import DCQL

JSON = dict[str, Any]
MEDIA_TYPE = "application/oauth-authz-req+jwt"


class Learner:
    """A learner with a wallet, one request of the employer, and the network between them."""

    def __init__(self, tamper: Tamper | None = None) -> None:
        self.counter = StandInCounter()
        self.network = Network(StandInDesk(), self.counter, tamper)
        self.http = httpx.Client(transport=self.network)
        self.request = verifier.make_request(
            self.counter, purpose="To fill a vacancy", retention_days=180, dcql=DCQL, now=NOW
        )

    def reads(
        self, link: str | None = None, *, resolve: Callable[[str], JSON] = resolve
    ) -> holder.SeenRequest:
        asked = self.request.link if link is None else link
        return holder.read_request(asked, http=self.http, resolve=resolve, now=NOW, allow=allow)

    def responds(self, chosen: JSON, **changes: Any) -> holder.Answer:
        arguments: JSON = {"key": LEARNER, "now": NOW} | changes
        return holder.respond(self.reads(), chosen, http=self.http, **arguments)
