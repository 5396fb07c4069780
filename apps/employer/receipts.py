"""Write the score of an application as a receipt that anybody can compute again, and sign it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from credentials.proofs.eddsa_jcs_2022 import add_proof
from credentials.proofs.keys import SigningKey
from credentials.standards.vc import timestamp
from employer.matching import Appraisal
from employer.records import Job
from employer.screening import Screened
from skills.graph import Graph
from skills.recomputing import receipt_json
from webapp.words import without_sample

JSON = dict[str, Any]
SCHEMA = "/receipts/schema.json"


def receipt(
    job: Job, appraisal: Appraisal, graph: Graph, *, digests: Mapping[str, str], now: datetime
) -> JSON:
    """Write a score with all that it rests on: what was presented, asked and linked, and each path."""
    head = {
        "application": appraisal.application.code,
        "job": {"id": job.id, "title": without_sample(job.title)},
        "at": timestamp(now),
        "seed": job.lot,
    }
    checks = {one.record.id: _check(one) for one in appraisal.screened}
    return receipt_json(appraisal.match, appraisal.evidence, graph, checks=checks, digests=digests, head=head)


def _check(one: Screened) -> JSON:
    return {"digest": f"sha256:{one.record.digest}", "checkedAt": timestamp(one.report.checked_at)}


def signed_receipt(written: JSON, *, key: SigningKey, origin: str, now: datetime) -> JSON:
    """Sign a receipt in the employer's name, with the address of the schema that it keeps to."""
    return add_proof({"$schema": origin + SCHEMA, "issuer": key.controller, **written}, key=key, created=now)
