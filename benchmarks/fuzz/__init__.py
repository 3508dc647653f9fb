"""Inputs that nobody wrote by hand, made by what code they reach: ``make fuzz``.

What was found to reach new code is kept in ``corpus``, one archive for each kind of input, and each is read again by
the tests.
"""
