"""Where the parts are joined: settings, wiring and the command `tez`. It imports everyone; nobody imports it."""
