"""Which addresses does an application answer? One file each."""
