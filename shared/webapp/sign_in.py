"""Who is here: accounts, the session cookie, and the rule that every route says who may enter."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import col, func, select
from werkzeug.security import check_password_hash

from webapp.errors import Refusal
from webapp.records import Account
from webapp.site import database
from webapp.words import spoken

View = TypeVar("View", bound=Callable[..., Any])

OPEN = "open"
ANYONE_SIGNED_IN = "signed in"
TRIES_BEFORE_PAUSE = 10


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in."""
    view.access = OPEN  # type: ignore[attr-defined]
    return view


def signed_in(*roles: str) -> Callable[[View], View]:
    """Mark a view for signed-in people: of any role, or of the named roles only."""

    def mark(view: View) -> View:
        view.access = roles or ANYONE_SIGNED_IN  # type: ignore[attr-defined]
        return view

    return mark


def open_blueprint(app: Flask, blueprint: Blueprint) -> None:
    """Register a protocol's routes: no sign-in, no CSRF token; the protocol guards itself."""
    app.register_blueprint(blueprint)
    app.extensions["machine_blueprints"].add(blueprint.name)
    app.extensions["csrf"].exempt(blueprint)


def access_of(app: Flask, endpoint: str) -> object:
    """Tell who may enter a route: OPEN, ANYONE_SIGNED_IN, a tuple of roles, or None where nobody said."""
    if endpoint.endswith(".static") or endpoint.split(".")[0] in app.extensions["machine_blueprints"]:
        return OPEN
    return getattr(app.view_functions.get(endpoint), "access", None)


def guard(app: Flask) -> None:
    """Check every request against its route's rule; a route without a rule is closed."""

    @app.before_request
    def check() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        access = access_of(current_app, request.endpoint)
        if access == OPEN:
            return None
        person = current_person_or_none()
        if person is None:
            here = request.full_path.rstrip("?") if request.method == "GET" else "/"
            return redirect(url_for("sign_in.show", next=here), code=303)
        if access == ANYONE_SIGNED_IN or (isinstance(access, tuple) and person.role in access):
            return None
        raise Refusal(
            "This page is for other people",
            f"You are signed in as {person.name}, {spoken(person.role)}. "
            + (_open_to(access) if isinstance(access, tuple) else ""),
            status=403,
            code="forbidden",
        )


def _open_to(roles: tuple[str, ...]) -> str:
    """Name the roles that may enter, of those that somebody has at this site."""
    held = set(database().exec(select(Account.role).where(col(Account.role).in_(roles))))
    return f"It is open to: {', '.join(spoken(role) for role in roles if role in held)}." if held else ""


def current_person_or_none() -> Account | None:
    """Give the person who is signed in, if anybody is."""
    if "person" not in g:
        account = session.get("account")
        g.person = database().get(Account, account) if account else None
    person: Account | None = g.person
    return person


def current_person() -> Account:
    """Give the person who is signed in."""
    person = current_person_or_none()
    if person is None:
        raise Refusal("Sign in first", status=401, code="sign_in")
    return person


def account_with(email: str, password: str) -> Account | None:
    """Find the account that an e-mail address and a password open; unknown addresses take as long."""
    account = (
        database()
        .exec(select(Account).where(func.lower(col(Account.email)) == email.strip().lower()))
        .first()
    )
    stored = account.password_hash if account and account.password_hash else _NOBODY
    return account if check_password_hash(stored, password) and account else None


_NOBODY = "scrypt:32768:8:1$xxxxxxxxxxxxxxxx$" + "0" * 128
