"""Files of a consult: resumable, looked at before they stand in the record, never given back as what a browser runs."""
