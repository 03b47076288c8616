"""Messages beside the alerts: to crews whose tablet is silent, and to whoever called."""
