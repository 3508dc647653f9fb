"""Turns an analysis and its annotated clip into keepsakes: key frames, a poster, a short upright clip."""
