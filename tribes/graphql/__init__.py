"""What front ends see of the community, and do."""
