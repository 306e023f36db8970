"""The commands of `vodomer`, one file each; `harness.cli` gives them their names."""
