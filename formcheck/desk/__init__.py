"""A therapist's decisions about a report: agree, overrule, correct; the machine's own report does not change."""
