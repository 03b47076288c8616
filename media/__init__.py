"""Conversations: ringing, accepting, and connecting two people's devices by voice and video."""
