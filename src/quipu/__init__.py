"""Quipu: the record of a humanitarian organisation, built from its open data."""

__version__ = "0.1.0"
