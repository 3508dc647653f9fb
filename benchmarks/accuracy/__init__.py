"""What formcheck measures, compared with what is known of rendered clips: ``make accuracy``."""
