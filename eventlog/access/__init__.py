"""Who is let in: credentials, keys, and what each role may do."""
