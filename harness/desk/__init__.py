"""What does `vodomer serve` put before a person? Pages for this machine, joined in `app`."""
