"""Athletes, challenges on segments of road, and boards of who is the fastest there."""
