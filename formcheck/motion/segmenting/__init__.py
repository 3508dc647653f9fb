"""From a signal over time to repetitions: where each begins, turns and ends, and with which side."""
