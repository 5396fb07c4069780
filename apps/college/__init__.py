"""The college: it publishes outcomes and issues what learners have learned."""
