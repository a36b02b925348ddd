"""Import by the office: administrators upload data files, and see snapshots and releases. Knows no edition."""
