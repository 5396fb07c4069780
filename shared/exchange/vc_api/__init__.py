"""The service endpoints of VCALM (VC-API): issue, verify, derive and set status, for conformance suites.

Whoever holds the token makes a site sign, so the endpoints are off unless a token is set.
https://www.w3.org/TR/vcalm/
"""
