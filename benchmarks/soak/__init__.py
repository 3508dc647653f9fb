"""Hours of Live and uploads with faults injected: ``python -m benchmarks.soak`` (`make soak`)."""
