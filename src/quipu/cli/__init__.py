"""The command line: one module a command. Arguments, progress and messages; knows nothing of how anything is done."""
