"""How a learner shows part of a credential: pointers, statements that are signed one by one, proof values."""
