"""Everything that is precious as one file, and back: what people wrote, their files, the snapshots. Knows no request."""
