"""Who may enter: signing in, staying on the site, and forms that only our own pages may send."""

import re

import pytest
from flask.testing import FlaskClient

from tests.sites import Federation


@pytest.fixture
def college(federation: Federation) -> FlaskClient:
    return federation.anonymous("college")


def test_a_closed_page_leads_to_the_sign_in_and_back(college: FlaskClient) -> None:
    answer = college.get("/people?q=ana")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/people?q%3Dana"
    signed = college.post("/sign-in", data={"person": "marta", "next": "/people?q=ana"})
    assert (signed.status_code, signed.location) == (303, "/people?q=ana")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil"],
)
def test_signing_in_never_leads_to_another_site(college: FlaskClient, elsewhere: str) -> None:
    answer = college.post("/sign-in", data={"person": "marta", "next": elsewhere})
    assert answer.location == "/"


def test_another_role_is_told_who_may_enter(federation: Federation) -> None:
    answer = federation.browser("college", "joe").get("/people")
    assert answer.status_code == 403
    assert "It is open to: registrar." in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"person": "nobody"}, "Choose one of the sample people."),
        ({"email": "", "password": ""}, "Enter your e-mail address."),
        ({"email": "marta.lindqvist@riverbend.example", "password": "guess"}, "No account has this"),
        ({"email": "x" * 500, "password": "y" * 500}, "cannot be longer than 200"),
    ],
)
def test_a_failed_sign_in_says_why(college: FlaskClient, form: dict[str, str], message: str) -> None:
    answer = college.post("/sign-in", data=form)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)
    assert college.get("/people").status_code == 303


def test_one_click_sign_in_exists_in_the_demo_only(federation: Federation) -> None:
    site = federation.college.extensions["wellspring"]
    object.__setattr__(site, "settings", site.settings.model_copy(update={"demo": False}))
    college = federation.anonymous("college")
    assert "Sign in as" not in college.get("/sign-in").get_data(as_text=True)
    assert college.post("/sign-in", data={"person": "marta"}).status_code == 422
    assert college.get("/messages.json").status_code == 404


def test_a_form_from_elsewhere_is_refused(federation: Federation) -> None:
    federation.college.config["WTF_CSRF_ENABLED"] = True
    college = federation.anonymous("college")
    refused = college.post("/sign-in", data={"person": "marta"})
    assert refused.status_code == 400
    assert "The form is out of date" in refused.get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', college.get("/sign-in").get_data(as_text=True))
    assert found is not None
    assert college.post("/sign-in", data={"person": "marta", "csrf_token": found[1]}).status_code == 303


def test_signing_out_closes_the_pages_again(federation: Federation) -> None:
    marta = federation.browser("college", "marta")
    assert marta.get("/people").status_code == 200
    assert marta.post("/sign-out").status_code == 303
    assert marta.get("/people").status_code == 303


def test_each_site_has_its_own_cookie(federation: Federation) -> None:
    names = {
        federation.anonymous(site).application.config["SESSION_COOKIE_NAME"]
        for site in ("college", "wallet", "employer")
    }
    assert len(names) == 3
