"""The editions of operations: what people write beside the figures, from draft to publication."""
