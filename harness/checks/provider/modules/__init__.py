"""The checks, one file each; a family whose members differ in a value only shares a file."""
