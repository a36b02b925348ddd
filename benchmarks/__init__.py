"""Measure speed and memory against floors and peers in the same run. Asserts nothing; writes benchmarks/RESULTS.md."""
