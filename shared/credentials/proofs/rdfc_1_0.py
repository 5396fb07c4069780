"""Write an RDF dataset in its canonical form, RDFC-1.0, within a fixed amount of work.

https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from credentials.errors import UnsignedTermsError

# Subject, predicate, object and graph as N-Quads writes them; the graph is "" for the default graph.
Quad = tuple[str, str, str, str]
# The labels that one issuer has given, in the order of giving.
Labels = dict[str, str]
HashName = Literal["sha256", "sha384"]

_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}

# Every quad looked at and every node named counts. Honest documents need some hundreds, poison graphs more
# than a lifetime; this many take less than a tenth of a second.
WORK_LIMIT = 60_000
# Python itself goes no deeper than some three hundred levels.
DEPTH_LIMIT = 100


def canonical_nquads(
    quads: list[Quad], *, work_limit: int = WORK_LIMIT, hash_name: HashName = "sha256"
) -> str:
    """Label the blank nodes of a dataset canonically and write it as sorted N-Quads.

    https://www.w3.org/TR/rdf-canon/#canon-algo-algo
    """
    label = canonical_labels(quads, work_limit=work_limit, hash_name=hash_name).get
    lines = {line(label(s, s), p, label(o, o), label(g, g)) for s, p, o, g in quads}
    return "".join(sorted(lines))


def canonical_labels(
    quads: list[Quad], *, work_limit: int = WORK_LIMIT, hash_name: HashName = "sha256"
) -> Labels:
    """Give every blank node of a dataset its canonical label."""
    return _Canonicaliser(quads, work_limit, hash_name).labels()


def first_degree_hash(node: str, quads: list[Quad], hash_name: HashName = "sha256") -> str:
    """Hash the quads of a blank node, with itself as _:a and all others as _:z.

    https://www.w3.org/TR/rdf-canon/#hash-1d-quads
    """
    lines = []
    for subject, predicate, value, graph in quads:
        if subject[0] == "_":
            subject = "_:a" if subject == node else "_:z"
        if value[0] == "_":
            value = "_:a" if value == node else "_:z"
        if graph and graph[0] == "_":
            graph = "_:a" if graph == node else "_:z"
        lines.append(line(subject, predicate, value, graph))
    lines.sort()
    return _digest("".join(lines), hash_name)


def quads_by_node(quads: list[Quad]) -> dict[str, list[Quad]]:
    """Give the distinct quads in which each blank node stands."""
    found: dict[str, dict[Quad, None]] = {}
    for quad in quads:
        subject, _, value, graph = quad
        if subject[0] == "_":
            found.setdefault(subject, {})[quad] = None
        if value[0] == "_":
            found.setdefault(value, {})[quad] = None
        if graph and graph[0] == "_":
            found.setdefault(graph, {})[quad] = None
    return {node: list(mentions) for node, mentions in found.items()}


def line(subject: str, predicate: str, value: str, graph: str) -> str:
    """Write one quad."""
    return f"{subject} {predicate} {value} {graph} .\n" if graph else f"{subject} {predicate} {value} .\n"


class _Canonicaliser:
    """Hold the canonicalisation state of one dataset."""

    def __init__(self, quads: list[Quad], work_limit: int, hash_name: HashName) -> None:
        self._hash_name = hash_name
        self._quads_of = quads_by_node(quads)
        self._first_degree = {
            node: first_degree_hash(node, mentions, hash_name) for node, mentions in self._quads_of.items()
        }
        self._labels: Labels = {}
        self._work_left = work_limit
        self._depth = 0

    def labels(self) -> Labels:
        """Label by a node's own quads where these tell it apart, then by its neighbourhood."""
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

    def _hash_related(self, related: str, quad: Quad, issued: Labels, position: str) -> str:
        """Hash how a blank node is reached from another.

        https://www.w3.org/TR/rdf-canon/#hash-related-blank-node
        """
        label = self._labels.get(related) or issued.get(related) or self._first_degree[related]
        return _digest(position + ("" if position == "g" else quad[1]) + label, self._hash_name)

    def _hash_n_degree(self, node: str, issued: Labels) -> tuple[str, Labels]:
        """Hash a blank node by its whole neighbourhood.

        https://www.w3.org/TR/rdf-canon/#hash-nd-quads
        """
        self._depth += 1
        self._work(len(self._quads_of[node]) + len(issued))
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
        self._depth -= 1
        return _digest("".join(data), self._hash_name), issued

    def _shortest_path(self, nodes: list[str], issued: Labels) -> tuple[str, Labels]:
        """Choose, among all orders of the nodes, the one that gives the least path (step 5 of the above)."""
        counted, orders, places = Counter(nodes), 1, len(nodes)
        for times in counted.values():
            orders *= math.comb(places, times)
            places -= times
            # All orders are paid for before the first is tried.
            self._work(orders if places else orders * (len(nodes) + len(issued)))
        chosen, chosen_labels = "", issued
        for order in _distinct_orders(counted):
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

    def _work(self, amount: int) -> None:
        self._work_left -= amount
        if self._work_left < 0 or self._depth > DEPTH_LIMIT:
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


def _digest(text: str, hash_name: HashName) -> str:
    return _HASHES[hash_name](text.encode()).hexdigest()
