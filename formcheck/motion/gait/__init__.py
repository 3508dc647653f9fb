"""Running: the rhythm of the feet, their contacts, and what is read in them.

From a `Series` of frame measures (`formcheck.motion.running`) to steps and numbers of a run; nothing here sees a
picture or knows an exercise.
"""
