"""Where the truth is kept: memory (tests), SQLite (the default) and PostgreSQL, behind one interface."""

from signaling.store.interface import Remembered, StaleState, Store, Stored, Transaction, UniqueBroken
from signaling.store.tables import metadata

__all__ = ["Remembered", "StaleState", "Store", "Stored", "Transaction", "UniqueBroken", "metadata"]
