"""Publish status lists, by which an issuer withdraws or suspends credentials, and ask those of others.

https://www.w3.org/TR/vc-bitstring-status-list/
"""

from credentials.status.asking import StatusLists, StatusResult, check_status
from credentials.status.bitstrings import (
    MAX_LIST_BYTES,
    MINIMUM_LENGTH,
    bit,
    clear_bit,
    decode_list,
    encode_list,
    new_list,
    set_bit,
)
from credentials.status.publishing import (
    ENTRY_TYPE,
    JWT_TYPE,
    LIST_TYPE,
    REVOCATION,
    SUSPENSION,
    status_entry,
    status_list_credential,
    status_list_jwt,
)

# fmt: off
__all__ = [
    "ENTRY_TYPE", "JWT_TYPE", "LIST_TYPE", "MAX_LIST_BYTES", "MINIMUM_LENGTH", "REVOCATION", "SUSPENSION",
    "StatusLists", "StatusResult", "bit", "check_status", "clear_bit", "decode_list", "encode_list",
    "new_list", "set_bit", "status_entry", "status_list_credential", "status_list_jwt",
]
# fmt: on
