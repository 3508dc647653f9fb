"""What a therapist decides about a report: agree, overrule, correct; the machine's own report stays as it is."""
