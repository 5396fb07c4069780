"""Issue, present and verify Open Badges 3.0 as verifiable credentials; no network, no web, no tables."""
