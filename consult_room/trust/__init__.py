"""Law and trust in a consult: consent, the patient's name, who has read the record, and how long it is kept."""
