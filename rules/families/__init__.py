"""One module per policy family, each reading like its document from top to bottom."""
