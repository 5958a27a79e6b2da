"""Making a domain: a folder with a small one that runs, is tested, and is read in ten minutes."""
