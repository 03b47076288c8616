"""What a viewer costs a forwarder and aiortc's MediaRelay, how much one core forwards, and what loss leaves."""

from typing import Any

import msgspec

from bench import loads

FEW, MANY = 1, 10
LOSSES = (0.0, 0.05, 0.10)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """``seconds`` of each of the measurements."""

    seconds: float = 8.0
    fan_viewers: int = 30
    fan_packets_a_frame: int = 14


def measure(plan: Plan) -> dict[str, Any]:
    """Processor time is that of the forwarding process alone, never of the load."""
    ours, relays = _a_viewer("forwarder", plan), _a_viewer("relay", plan)
    fan = loads.run("fan_out", viewers=plan.fan_viewers, packets_a_frame=plan.fan_packets_a_frame, seconds=plan.seconds)
    lossy = {f"{loss:.0%}": loads.run("lossy", loss=loss, seconds=plan.seconds) for loss in LOSSES}
    return {
        "cpu_percent_per_viewer": ours["cpu_percent_per_viewer"],
        "relay_cpu_percent_per_viewer": relays["cpu_percent_per_viewer"],
        "ratio": _ratio(relays["cpu_percent_per_viewer"], ours["cpu_percent_per_viewer"]),
        "forwarder": ours,
        "relay": relays,
        "packets_per_second": round(fan["packets_per_second"]),
        "packets_per_second_per_core": round(fan["packets_per_second_per_core"]),
        "received_share": round(fan["received_share"], 4),
        "frames_lost": {loss: figures["frames_lost"] for loss, figures in lossy.items()},
        "frames_sent": {loss: figures["frames_sent"] for loss, figures in lossy.items()},
    }


def _ratio(theirs: float, ours: float) -> float | None:
    """None where the machine was too busy to tell what nine viewers more cost us."""
    return round(theirs / ours, 1) if ours > 0 else None


def _a_viewer(what: str, plan: Plan) -> dict[str, float]:
    few = loads.run(what, viewers=FEW, seconds=plan.seconds)
    many = loads.run(what, viewers=MANY, seconds=plan.seconds)
    return {
        f"cpu_percent_at_{FEW}": round(few["cpu_percent"], 2),
        f"cpu_percent_at_{MANY}": round(many["cpu_percent"], 2),
        "packets_per_second_per_viewer": round(many["packets_per_second_per_viewer"], 1),
        "cpu_percent_per_viewer": round((many["cpu_percent"] - few["cpu_percent"]) / (MANY - FEW), 3),
    }
