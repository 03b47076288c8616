"""The rules of alerts and deliveries: pure, told the time, the ids and the chance."""
