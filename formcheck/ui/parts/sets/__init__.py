"""Sets that are kept, and jobs on their way to become one, as several pages show them."""
