"""Pages: which addresses a site's page answers, and what those who share one are told of it."""
