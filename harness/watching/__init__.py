"""What ends what hangs? A thread that waits for nothing that could hang itself."""
