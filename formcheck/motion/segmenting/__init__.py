"""A signal over time goes in; its cycles, where each begins, turns and ends, and the working side come out."""
