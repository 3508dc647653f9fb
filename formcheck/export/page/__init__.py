"""The page for a patient's file, as PDF and as HTML."""
