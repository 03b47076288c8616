"""Web Push: which browsers of a person may be rung while the page is closed."""
