"""What is wrong with an event's bytes or fields, in sentences for a person."""
