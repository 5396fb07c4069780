"""Fill an empty wallet from its folder: the learners who may sign in, each with a key."""

from datetime import datetime

from flask import Flask

from wallet.learners import holder_key
from webapp.seeding import is_empty, seed_accounts, site_of


def seed(app: Flask, *, now: datetime) -> bool:
    """Fill the site when it is empty; False when it had data already."""
    site = site_of(app)
    with site.storage.session() as session:
        if not is_empty(session):
            return False
        seed_accounts(session, site.folder)
        for person in site.folder.people:
            holder_key(session, site.vault, person["id"], now=now)
        session.commit()
        return True
