"""Write an RDF dataset in its canonical form, RDFC-1.0, within a fixed amount of work.

https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from credentials.errors import UnsignedTermsError

# Subject, predicate, object and graph as N-Quads writes them; the graph is "" for the default graph.
Quad = tuple[str, str, str, str]
# The labels that one issuer has given, in the order of giving.
Labels = dict[str, str]

# Honest documents need a few dozen steps; poison graphs need more than a lifetime.
WORK_LIMIT = 4_000


def canonical_nquads(quads: list[Quad], *, work_limit: int = WORK_LIMIT) -> str:
    """Label the blank nodes of a dataset canonically and write it as sorted N-Quads.

    https://www.w3.org/TR/rdf-canon/#canon-algo-algo
    """
    distinct = list(dict.fromkeys(quads))
    labels = _Canonicaliser(distinct, work_limit).labels()
    lines = [_line(tuple(labels.get(term, term) for term in quad)) for quad in distinct]
    return "".join(sorted(lines))


class _Canonicaliser:
    """Hold the canonicalisation state of one dataset."""

    def __init__(self, quads: list[Quad], work_limit: int) -> None:
        self._quads_of: dict[str, list[Quad]] = {}
        for quad in quads:
            for term in {quad[0], quad[2], quad[3]}:
                if term.startswith("_:"):
                    self._quads_of.setdefault(term, []).append(quad)
        self._first_degree = {node: self._hash_first_degree(node) for node in self._quads_of}
        self._labels: Labels = {}
        self._work_left = work_limit

    def labels(self) -> Labels:
        """Give every blank node its canonical label: by its own quads, then by its neighbourhood."""
        groups: dict[str, list[str]] = {}
        for node, digest in self._first_degree.items():
            groups.setdefault(digest, []).append(node)
        ordered = [nodes for _, nodes in sorted(groups.items())]
        for nodes in ordered:
            if len(nodes) == 1:
                self._issue(nodes[0])
        for nodes in ordered:
            if len(nodes) > 1:
                self._label_group(nodes)
        return self._labels

    def _label_group(self, nodes: list[str]) -> None:
        results = [self._hash_n_degree(node, {node: "_:b0"}) for node in nodes if node not in self._labels]
        for _, issued in sorted(results, key=lambda result: result[0]):
            for node in issued:
                self._issue(node)

    def _issue(self, node: str) -> None:
        self._labels.setdefault(node, f"_:c14n{len(self._labels)}")

    def _hash_first_degree(self, node: str) -> str:
        """Hash the quads of a blank node, with itself as _:a and all others as _:z.

        https://www.w3.org/TR/rdf-canon/#hash-1d-quads
        """

        def shown(term: str) -> str:
            return term if not term.startswith("_:") else "_:a" if term == node else "_:z"

        lines = [_line(tuple(shown(term) for term in quad)) for quad in self._quads_of[node]]
        return _digest("".join(sorted(lines)))

    def _hash_related(self, related: str, quad: Quad, issued: Labels, position: str) -> str:
        """Hash how a blank node is reached from another.

        https://www.w3.org/TR/rdf-canon/#hash-related-blank-node
        """
        label = self._labels.get(related) or issued.get(related) or self._first_degree[related]
        return _digest(position + ("" if position == "g" else quad[1]) + label)

    def _hash_n_degree(self, node: str, issued: Labels) -> tuple[str, Labels]:
        """Hash a blank node by its whole neighbourhood.

        https://www.w3.org/TR/rdf-canon/#hash-nd-quads
        """
        self._work()
        related: dict[str, list[str]] = {}
        for quad in self._quads_of[node]:
            for term, position in ((quad[0], "s"), (quad[2], "o"), (quad[3], "g")):
                if term.startswith("_:") and term != node:
                    digest = self._hash_related(term, quad, issued, position)
                    related.setdefault(digest, []).append(term)
        data = []
        for digest, nodes in sorted(related.items()):
            path, issued = self._shortest_path(nodes, issued)
            data += [digest, path]
        return _digest("".join(data)), issued

    def _shortest_path(self, nodes: list[str], issued: Labels) -> tuple[str, Labels]:
        """Choose, among all orders of the nodes, the one that gives the least path (step 5 of the above)."""
        chosen, chosen_labels = "", issued
        for order in _distinct_orders(Counter(nodes)):
            self._work()
            found = self._path(order, dict(issued), chosen)
            if found is not None and (not chosen or found[0] < chosen):
                chosen, chosen_labels = found
        return chosen, chosen_labels

    def _path(self, order: tuple[str, ...], issued: Labels, chosen: str) -> tuple[str, Labels] | None:
        """Write the path through the nodes in one order, or nothing once it is worse than the chosen one."""
        path, fresh = "", []
        for node in order:
            if node in self._labels:
                path += self._labels[node]
            else:
                if node not in issued:
                    fresh.append(node)
                    issued[node] = f"_:b{len(issued)}"
                path += issued[node]
            if _worse(path, chosen):
                return None
        for node in fresh:
            digest, further = self._hash_n_degree(node, dict(issued))
            path += f"{issued[node]}<{digest}>"
            issued = further
            if _worse(path, chosen):
                return None
        return path, issued

    def _work(self) -> None:
        self._work_left -= 1
        if self._work_left < 0:
            raise UnsignedTermsError("found a document whose canonical form would take too much work")


def _distinct_orders(nodes: Counter[str]) -> Iterator[tuple[str, ...]]:
    """Give the orders of nodes that differ; a node that is reached in several ways stands several times."""
    if not nodes:
        yield ()
    for node in nodes:
        for order in _distinct_orders(nodes - Counter([node])):
            yield (node, *order)


def _worse(path: str, chosen: str) -> bool:
    return bool(chosen) and len(path) >= len(chosen) and path > chosen


def _line(terms: tuple[str, ...]) -> str:
    return " ".join(terms[:3]) + (f" {terms[3]} .\n" if terms[3] else " .\n")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
