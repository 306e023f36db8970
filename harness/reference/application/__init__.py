"""What does an application behind REKONO look like? A small one, run under several names."""
