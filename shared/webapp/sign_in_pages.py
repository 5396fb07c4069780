"""Signing in and out: with a password, or in the demo as one of the sample people."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlmodel import col, select
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, Length

from webapp.records import Account
from webapp.sign_in import account_with, open_to_all
from webapp.site import current_site, database

blueprint = Blueprint("sign_in", __name__)


class SignInForm(FlaskForm):  # type: ignore[misc]
    """An e-mail address and a password."""

    email = EmailField("E-mail", validators=[DataRequired("Enter your e-mail address."), Length(max=200)])
    password = PasswordField("Password", validators=[DataRequired("Enter your password."), Length(max=200)])


@blueprint.get("/sign-in")
@open_to_all
def show() -> ResponseReturnValue:
    """Show the sign-in page."""
    return _page(SignInForm(formdata=None))


@blueprint.post("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Sign a person in."""
    form = SignInForm()
    if current_site().settings.demo and request.form.get("person"):
        account = database().get(Account, request.form["person"])
        if account is None:
            form.email.errors = ["Choose one of the sample people."]
    else:
        filled = form.validate_on_submit()
        account = account_with(form.email.data or "", form.password.data or "") if filled else None
        if account is None and not form.errors:
            form.email.errors = ["No account has this e-mail address and password together."]
    if account is None:
        return _page(form), 422
    destination = _safe(request.form.get("next"))
    session.clear()
    session["account"] = account.id
    return redirect(destination, code=303)


@blueprint.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """Sign the person out."""
    session.clear()
    flash("You are signed out.")
    return redirect("/", code=303)


def _page(form: SignInForm) -> str:
    people: Sequence[Account] = ()
    if current_site().settings.demo:
        people = database().exec(select(Account).order_by(col(Account.name))).all()
    return render_template(
        "webapp/sign_in.html", form=form, people=people, next=_safe(request.values.get("next"))
    )


def _safe(target: str | None) -> str:
    """Keep only a path of this site, so that nobody is led elsewhere after signing in."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return "/"
    parts = urlsplit(target)
    return "/" if parts.scheme or parts.netloc else target
