"""What formcheck measures held against what is known of rendered clips: ``make accuracy``."""
