"""The figures: one .sql file each, computed at build, looked up by address afterwards."""
