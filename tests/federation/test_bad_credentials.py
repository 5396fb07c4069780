"""What a credential gets that is not what it should be: it is told in words, and counts for nothing."""

import html
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from credentials.issuing import issue
from credentials.proofs.keys import SigningKey
from tests.federation.scene import A_DAY, COLLEGE, EMPLOYER, Scene, response_form, this_moment

JSON = dict[str, Any]


def resigned(scene: Scene, badge: JSON, *, by: str = "college", **changes: Any) -> JSON:
    """Let a site sign a badge with changes."""
    key: SigningKey = getattr(scene.sites, by).extensions["wellspring"].key
    unsigned = {name: value for name, value in badge.items() if name != "proof"}
    return issue(unsigned | changes, key=key, now=this_moment())


def a_day(offset: timedelta) -> str:
    """Write a moment as credentials do."""
    return (this_moment() + offset).strftime("%Y-%m-%dT%H:%M:%SZ")


def listed_at(url: str) -> Callable[[Scene, JSON], JSON]:
    """Name another status list."""
    return lambda scene, badge: resigned(
        scene,
        badge,
        credentialStatus=badge["credentialStatus"] | {"id": f"{url}#1", "statusListCredential": url},
    )


class ChangingStatusLists(httpx.BaseTransport):
    """Stand between the college and whoever asks, and change its status lists on their way."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the college does, except for status lists."""
        answer = self._inner.handle_request(request)
        if not request.url.path.startswith("/status/"):
            return answer
        changed = json.loads(answer.read()) | {"validUntil": a_day(365 * A_DAY)}
        return httpx.Response(200, json=changed)


def somebody_changes_the_status_list(scene: Scene, badge: JSON) -> JSON:
    """Put somebody between the college and the employer."""
    network = scene.sites.network
    network.at[COLLEGE] = ChangingStatusLists(network.at[COLLEGE])
    return badge


def the_college_falls_silent(scene: Scene, badge: JSON) -> JSON:
    """Let the college's addresses answer no more."""
    scene.sites.network.down.add(COLLEGE)
    return badge


DOUBTFUL: dict[str, tuple[Callable[[Scene, JSON], JSON], str]] = {
    "a tampered credential": (
        lambda scene, badge: badge | {"name": "Master of Everything"},
        "No. It was changed after it was signed.",
    ),
    "an expired credential": (
        lambda scene, badge: resigned(scene, badge, validFrom=a_day(-9 * A_DAY), validUntil=a_day(-A_DAY)),
        "No. Its last day is over.",
    ),
    "one that is not yet valid": (
        lambda scene, badge: resigned(scene, badge, validFrom=a_day(A_DAY)),
        "No. Its first day is still to come.",
    ),
    "a status list that is missing": (
        listed_at(f"{COLLEGE}/status/99"),
        "Not sure yet. The status list did not answer.",
    ),
    "a status list that was changed": (
        somebody_changes_the_status_list,
        "Not sure yet. The status list was changed, or was not signed by the issuer.",
    ),
    "a status list of another issuer": (
        listed_at(f"{EMPLOYER}/status/1"),
        "Not sure yet. The status list is not the issuer's own.",
    ),
    "a DID document that cannot be reached": (
        the_college_falls_silent,
        "Not sure yet. The key it was signed with could not be fetched.",
    ),
    "script in a field": (
        lambda scene, badge: badge | {"name": "<script>alert(1)</script>"},
        "No. It was changed after it was signed.",
    ),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_doubtful_credential_arrives_is_told_and_counts_for_nothing(scene: Scene, case: str) -> None:
    make, verdict = DOUBTFUL[case]
    badge, (code, request) = make(scene, scene.badge()), scene.asked()
    answer = scene.http.post(request.response_uri, data=response_form(request, badge))
    assert answer.status_code == 200, answer.text
    renee = scene.sites.browser("employer", "renee")
    report = renee.get(f"/applications/{code}/credentials/1").get_data(as_text=True)
    assert verdict in html.unescape(report)
    assert "<script>alert" not in report
    assert "12 missing" in renee.get(f"/applications/{code}").get_data(as_text=True)
