"""The engine: poses and a definition go in; repetitions, holds, findings and a report come out."""
