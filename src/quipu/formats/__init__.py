"""Bytes to records, one module a file format. Knows nothing of who publishes them."""
