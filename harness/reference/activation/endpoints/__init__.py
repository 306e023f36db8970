"""Which addresses does the activation service answer? One file each."""
