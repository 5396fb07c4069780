"""A learner with a wallet, an offer of the stand-in college, and the network between them."""

import httpx

from exchange.oid4vci import holder, issuer
from tests.exchange.stand_ins import LEARNER, NOW, Network, StandInCounter, StandInDesk, Tamper, allow


class Learner:
    """A learner with a wallet, one offer of the college, and the network between them."""

    def __init__(self, tx_code: str | None = None, tamper: Tamper | None = None) -> None:
        self.desk = StandInDesk()
        self.network = Network(self.desk, StandInCounter(), tamper)
        self.http = httpx.Client(transport=self.network)
        awards = {"welding": "award-1", "safety": "award-2"}
        self.offer = issuer.make_offer(self.desk, awards=awards, tx_code=tx_code, now=NOW)

    def reads(self, link: str | None = None) -> holder.SeenOffer:
        return holder.read_offer(self.offer.link if link is None else link, http=self.http, allow=allow)

    def claims(
        self, offer: holder.SeenOffer | None = None, tx_code: str | None = None
    ) -> list[holder.ReceivedCredential]:
        return holder.claim(offer or self.reads(), key=LEARNER, tx_code=tx_code, http=self.http, now=NOW)
