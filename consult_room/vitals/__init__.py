"""Vitals: what is measured at the patient of a consult, by whom, when and how."""
