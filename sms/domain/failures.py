"""What a gateway's error codes mean for us, as data. The numbers are Twilio's, which other gateways map theirs to.

Twilio says of its codes that they may change, so an unknown one is neither retried nor trusted: the next person's
turn comes, and the code stands on the ladder for somebody to read.
"""

from collections.abc import Mapping

from signaling.protocol.deliveries import Failure

RETRY: frozenset[str] = frozenset({"429", "20429", "21611", "30001", "30017", "30022"})
"""Too much at once, a full queue: surely not taken, worth trying again while there is time."""

FAILURES: Mapping[str, Failure] = {
    "13223": "number",
    "13224": "number",
    "21211": "number",
    "21217": "number",
    "21610": "number",
    "21614": "number",
    "30004": "number",
    "30005": "number",
    "30006": "number",
    "30003": "unreachable",
    "30008": "unreachable",
    "30009": "unreachable",
    "30036": "expired",
    "21602": "content",
    "21617": "content",
    "30007": "content",
    "30019": "content",
    "20003": "configuration",
    "20404": "configuration",
    "21205": "configuration",
    "21210": "configuration",
    "21212": "configuration",
    "21215": "configuration",
    "21216": "configuration",
    "21408": "configuration",
    "21606": "configuration",
    "21608": "configuration",
    "21612": "configuration",
    "21657": "configuration",
    "30002": "configuration",
    "30034": "configuration",
}


def failure_of(code: str) -> Failure:
    """The class of a code that is not worth retrying; an unknown one counts as an unreachable telephone."""
    return FAILURES.get(code, "unreachable")
