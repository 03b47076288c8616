"""An invented Uzbek town, made from a seed as an OpenStreetMap file."""

GENERATOR = "tez-yordam-town"
