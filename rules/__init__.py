"""What follows from the documents: the deterministic calculator."""
