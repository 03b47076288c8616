"""Planned consults: the hours of specialists, the slots in them, and the consults that hold one."""
