"""Good clips in, thousands of damaged ones out; each must end in a result or a clear error, in bounded time and memory.

``make damage`` makes them from the sample videos, always the same ones, reads each in a process that can die alone, and
writes ``benchmarks/DAMAGE.md``. No file of it is kept.
"""
