"""What the pages need of the learner who is signed in: the key, the tray, and what keeps and answers."""

from credentials.proofs.keys import SigningKey
from wallet.keeping import Keeper
from wallet.learners import holder_key
from wallet.sharing import Answering
from wallet.tray import Tray
from webapp.clock import now
from webapp.sign_in import current_person
from webapp.site import current_site, database


def learner() -> str:
    """Give the learner who is signed in."""
    return current_person().id


def key() -> SigningKey:
    """Open the learner's key."""
    return holder_key(database(), current_site().vault, learner(), now=now())


def tray() -> Tray:
    """Open the learner's tray."""
    return Tray(database(), learner())


def keeper() -> Keeper:
    """Give what keeps credentials for the learner."""
    return Keeper(database(), current_site(), learner(), key().controller)


def answering() -> Answering:
    """Give what answers requests for the learner."""
    return Answering(database(), tray(), current_site(), key(), learner())
