"""From poses to measures, views and repetitions. Knows numpy and geometry; nothing of files, models or advice."""
