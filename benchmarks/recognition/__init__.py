"""Which exercise is it? Drawn motions and clips of real people without a name, ranked: ``make recognition``."""
