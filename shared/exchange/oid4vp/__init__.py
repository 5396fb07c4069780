"""OpenID for Verifiable Presentations 1.0: how a holder shows credentials to a verifier.

`verifier` and `holder` are the two sides, as functions on messages; `routes` serves the verifier's
endpoints. Spoken are signed requests of did:web verifiers, `direct_post`, DCQL, and `ldp_vc` with
one credential in each presentation.
"""
