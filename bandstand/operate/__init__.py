"""What an operator sees and does: status, outlook, healing."""
