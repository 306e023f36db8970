"""Runs leave their folders here; what is published of them is made by `reports.publish`."""
