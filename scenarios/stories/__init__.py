"""The stories, each told once: guided demo, browser test and hand-out."""
