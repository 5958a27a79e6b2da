"""Documents: parsed, counted, priced and kept, before anything is read."""
