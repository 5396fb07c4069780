"""The wallet: it holds what learners earned, and shares only what they choose."""
