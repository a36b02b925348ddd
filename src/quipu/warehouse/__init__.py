"""Where bytes and rows are kept: snapshots, fact tables, releases, and the lock on all of them."""
