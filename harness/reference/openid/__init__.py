"""What do relying party and provider say to each other? Values, without the decisions."""
