"""Voice clips: what is said where live speech does not get through, recorded on the device and sent as a message."""
