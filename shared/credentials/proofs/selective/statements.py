"""Write the statements of a document as the lines that are signed, with labels that tell nothing.

https://www.w3.org/TR/vc-di-ecdsa/#canonicalizeandgroup
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping

from credentials.errors import InvalidProofError
from credentials.proofs.linked_data import read_quads
from credentials.proofs.rdfc_1_0 import Quad, canonical_labels
from credentials.proofs.safe_mode import check_safe
from credentials.proofs.selective.naming import NamedDocument, renamed
from credentials.standards.vc import JSON


class LabelledDocument:
    """Hold a document as its issuer and holder see it: with the key that labels its blank nodes."""

    def __init__(self, document: JSON, hmac_key: bytes) -> None:
        self._named = NamedDocument(document)
        self._digests = {
            node: hmac.digest(hmac_key, f"c14n{number}".encode(), "sha256")
            for node, number in _canonical_numbers(self._named.statements).items()
        }

    def lines(self) -> list[str]:
        """Give all lines, sorted."""
        return list(_lines(self._named.statements, self._digests))

    def lines_at(self, pointers: Iterable[str]) -> list[str]:
        """Give the lines of the part that the pointers lead to, sorted."""
        return list(_lines(self._named.statements_at(pointers), self._digests))

    def shown_at(self, pointers: Iterable[str]) -> tuple[list[str], dict[int, bytes]]:
        """Give these lines with the digest behind each blank node, by the number that their reader will find.

        https://www.w3.org/TR/vc-di-ecdsa/#createdisclosuredata
        """
        part = self._named.statements_at(pointers)
        numbers = {number: self._digests[node] for node, number in _canonical_numbers(part).items()}
        return list(_lines(part, self._digests)), dict(sorted(numbers.items()))


def lines_by_map(document: JSON, label_map: Mapping[int, bytes]) -> dict[str, Quad]:
    """Give the lines of a document as its verifier sees it, sorted, each with the statement it writes.

    https://www.w3.org/TR/vc-di-ecdsa/#createverifydata
    """
    check_safe(document)
    found = read_quads(document)
    numbers = _canonical_numbers(found)
    if len(numbers) != len(label_map):
        raise InvalidProofError(
            f"found {len(label_map)} labels, expected one for each of {len(numbers)} blank nodes"
        )
    return _lines(found, {node: label_map[number] for node, number in numbers.items()})


def _lines(found: Iterable[Quad], digests: Mapping[str, bytes]) -> dict[str, Quad]:
    """Write statements as sorted N-Quads, each once.

    https://www.w3.org/TR/rdf-canon/#canonical-quads
    """
    labels = {
        node: "_:u" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        for node, digest in digests.items()
    }
    lines = {}
    for quad in found:
        subject, predicate, target, graph = renamed(quad, lambda term: labels.get(term, term))
        lines[f"{subject} {predicate} {target}{graph and ' ' + graph} .\n"] = quad
    return dict(sorted(lines.items()))


def _canonical_numbers(found: list[Quad]) -> dict[str, int]:
    return {node: int(label.removeprefix("_:c14n")) for node, label in canonical_labels(found).items()}
