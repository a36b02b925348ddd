"""Quipu: the record of a humanitarian organisation, built from its open data."""
