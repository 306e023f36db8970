"""The mock REKONO: a provider to run, command and break on purpose, instead of the real one."""
