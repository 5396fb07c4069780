"""OpenID for Verifiable Credential Issuance 1.0: how a credential comes from its issuer to its holder.

`issuer` and `holder` are the two sides, as functions on messages; `routes` serves the issuer's
endpoints. Only the pre-authorized code grant and immediate issuance of `ldp_vc` are spoken.
"""
