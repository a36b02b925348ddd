"""Tests of quipu.charts."""
