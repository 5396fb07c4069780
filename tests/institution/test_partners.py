"""A college keeps copies of what its partners publish, as an employer does."""

from tests.institution.campus import words
from tests.sites import ORIGINS, Federation


def partners(federation: Federation, person: str = "joe") -> str:
    """Give what the college's page of partners says."""
    return words(federation.browser("college", person).get("/partners").get_data(as_text=True))


def test_a_college_keeps_a_copy_of_its_partners_framework(federation: Federation) -> None:
    assert "Read when first needed" in partners(federation)
    joe = federation.browser("college", "joe")
    assert joe.post("/partners/copies").status_code == 303
    assert "43 statements" in partners(federation, "marta")
    listed = federation.anonymous("college").get("/ims/case/v1p1/CFDocuments").get_json()["CFDocuments"]
    assert not any(document["uri"].startswith(ORIGINS["employer"]) for document in listed)


def test_a_partner_that_does_not_answer_is_noted_and_its_copy_stays(federation: Federation) -> None:
    joe = federation.browser("college", "joe")
    joe.post("/partners/copies")
    federation.network.down.add(ORIGINS["employer"])
    joe.post("/partners/copies")
    page = partners(federation)
    assert "Could not be read" in page
    assert "43 statements" in page
