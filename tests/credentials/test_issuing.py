"""What is signed, and what is not."""

from __future__ import annotations

import pytest

from credentials.errors import MalformedDocumentError, UnsignedTermsError
from credentials.issuing import issue
from tests.making import COLLEGE, COLLEGE_DID, EMPLOYER, NOW, an_unsigned_badge


def test_a_credential_is_signed_by_its_issuer_only() -> None:
    with pytest.raises(ValueError, match=f"found the issuer {COLLEGE_DID}, expected {EMPLOYER.controller}"):
        issue(an_unsigned_badge(), key=EMPLOYER, now=NOW)


def test_an_incomplete_badge_is_not_signed() -> None:
    with pytest.raises(MalformedDocumentError, match=r"validFrom is missing\."):
        issue(an_unsigned_badge(validFrom=None), key=COLLEGE, now=NOW)


def test_a_word_that_the_signature_would_not_cover_is_not_signed() -> None:
    with pytest.raises(UnsignedTermsError, match="grade"):
        issue(an_unsigned_badge(grade="A"), key=COLLEGE, now=NOW)
