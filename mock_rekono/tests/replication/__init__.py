"""Tests of several processes on one store."""
