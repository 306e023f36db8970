"""What does Vodomer cost, beside the least that the same work can cost? Scripts, not tests."""
