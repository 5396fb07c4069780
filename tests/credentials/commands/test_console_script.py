"""The console script `credential` as it is installed, on four files as they lie in a folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from credentials.proofs.dids import did_document
from credentials.standards.vc import timestamp
from tests.credentials.proofs.published import VECTORS
from tests.making import COLLEGE, COLLEGE_DID, COLLEGE_NAME, NOW, STATUS_INDEX, a_badge, a_status_list

SCRIPT = Path(sys.executable).with_name("credential")
# A badge that the Digital Credentials Consortium signed with the libraries of Digital Bazaar.
FOREIGN = (VECTORS / "embedded_proofs" / "dcc-v2-two-proofs-ok.json").read_bytes()
BADGE = json.dumps(a_badge()).encode()
TAMPERED = json.dumps({**a_badge(), "name": "A better badge"}).encode()

FILES: dict[str, tuple[bytes, tuple[int, ...], int, str]] = {
    "valid": (BADGE, (), 0, "Yes. Whose it is was not asked."),
    "tampered": (TAMPERED, (), 1, "No. It was changed after it was signed."),
    "revoked": (BADGE, (STATUS_INDEX,), 1, "No. The issuer withdrew it."),
    "foreign": (FOREIGN, (), 2, "Not sure yet. We know the key, not who stands behind it."),
}


@pytest.mark.parametrize(("content", "withdrawn", "code", "verdict"), FILES.values(), ids=FILES.keys())
def test_a_file_is_answered_in_words_and_by_the_exit_code(
    content: bytes, withdrawn: tuple[int, ...], code: int, verdict: str, tmp_path: Path
) -> None:
    (tmp_path / "credential.json").write_bytes(content)
    (tmp_path / "did.json").write_text(json.dumps(did_document(COLLEGE_DID, [COLLEGE])))
    (tmp_path / "list.json").write_bytes(a_status_list(*withdrawn))
    command = [
        SCRIPT,
        "verify",
        "credential.json",
        "--did-document",
        "did.json",
        "--status-list",
        "list.json",
    ]
    trust = ["--trust", f"{COLLEGE_DID}={COLLEGE_NAME}", "--at", timestamp(NOW)]
    done = subprocess.run([*command, *trust], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.splitlines()[0] == verdict
    assert sum(f" {check} " in done.stdout for check in ("proof", "structure", "issuer", "validity")) == 4
