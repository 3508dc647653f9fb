"""Measures again what a person moved: repetitions and joints."""
