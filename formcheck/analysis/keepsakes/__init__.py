"""An analysis and its annotated clip in, what one shows to others out: key frames, a poster, a short upright clip."""
