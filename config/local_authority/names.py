"""By which names and addresses devices of the same network reach this machine."""

import ipaddress
import re
import socket
from collections.abc import Iterable

import msgspec
import psutil

from signaling.starting import CannotStart

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PRIVATE: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "::1/128",
    )
)
"""No router of the internet leads there: RFC 1918, 6598, 3927, 4193, and the machine itself."""

ITSELF: tuple[Address, ...] = (ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1"))
LOCALHOST = "localhost"
SOMEWHERE = ("203.0.113.1", 9)
"""An address that nobody has (RFC 5737): the way to it is the way out of the machine. Nothing is sent there."""

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


class AuthorityProblem(CannotStart):
    """One sentence: why the authority, or a certificate by it, cannot be used."""


class Names(msgspec.Struct, frozen=True):
    """Names and addresses; the first is the one that people are told."""

    hosts: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()

    def __add__(self, other: "Names") -> "Names":
        hosts = tuple(dict.fromkeys((*self.hosts, *other.hosts)))
        return Names(hosts, tuple(dict.fromkeys((*self.addresses, *other.addresses))))

    def without(self, other: "Names") -> "Names":
        """What the other one has not."""
        hosts = tuple(one for one in self.hosts if one not in other.hosts)
        return Names(hosts, tuple(one for one in self.addresses if one not in other.addresses))

    def __bool__(self) -> bool:
        return bool(self.hosts or self.addresses)

    def written(self) -> list[str]:
        """As they stand in an address of the web."""
        return [*self.hosts, *(f"[{one}]" if one.version == 6 else str(one) for one in self.addresses)]


def given(texts: Iterable[str]) -> Names:
    """Names that a person has named. Raises AuthorityProblem for what is none, and for one that no certificate of ours
    should hold."""
    found = Names()
    for text in texts:
        found += _one(text)
    return found


def _one(text: str) -> Names:
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return Names(hosts=(_host(text),))
    if address.is_unspecified or address.is_multicast:
        raise AuthorityProblem(f"{text} is no machine's address.")
    return Names(addresses=(address,))


def _host(text: str) -> str:
    try:
        name = text.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    labels = name.split(".")
    if len(name) > 253 or labels[-1].isdecimal() or not all(_LABEL.fullmatch(label) for label in labels):
        raise AuthorityProblem(
            f"{text} is no name of a machine: write it alone, as tez.local or 192.168.1.5, without https:// and port."
        )
    if name != LOCALHOST and _may_be_an_ending(labels):
        raise AuthorityProblem(
            f"{text} may be an ending of names of the internet, as .clinic is one: write it with what follows the dot, "
            f"{text}.local."
        )
    return name


def _may_be_an_ending(labels: list[str]) -> bool:
    """An authority that speaks for ``clinic`` speaks for ``everybody.clinic`` too. Endings are of letters alone, or
    begin with ``xn--``; those that are all figures would be read as an address."""
    return len(labels) == 1 and (labels[0].isalpha() or labels[0].startswith("xn--") or labels[0].isdecimal())


def of_this_machine() -> Names:
    """Its name, and every address of it that is private; the one towards the way out comes first."""
    return _own_hosts(socket.gethostname()) + Names(addresses=_own_addresses())


def _own_hosts(name: str) -> Names:
    whole = name.lower().rstrip(".")
    short = whole.split(".")[0]
    if short == LOCALHOST or not all(_LABEL.fullmatch(label) for label in whole.split(".")):
        return Names()
    hosts = (f"{short}.local", whole)
    return Names(hosts=tuple(dict.fromkeys(host for host in hosts if not _may_be_an_ending(host.split(".")))))


def _own_addresses() -> tuple[Address, ...]:
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    families = (socket.AF_INET, socket.AF_INET6)
    found = [
        ipaddress.ip_address(one.address.partition("%")[0])
        for name, each in psutil.net_if_addrs().items()
        for one in each
        if name in up and one.family in families
    ]
    near = [one for one in found if is_private(one) and not one.is_loopback]
    outward = _outward()
    return tuple(sorted(dict.fromkeys(near), key=lambda one: (one != outward, one.version)))


def _outward() -> Address | None:
    """The address that this machine has on its way out; None where there is no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE)
        except OSError:
            return None
        return ipaddress.ip_address(probe.getsockname()[0])


def is_private(address: Address) -> bool:
    return any(address in network for network in PRIVATE if network.version == address.version)


def is_itself(host: str | None) -> bool:
    """Whether a name leads nowhere but to the machine that asks."""
    return host in {LOCALHOST, *map(str, ITSELF)}


def is_near(text: str) -> bool:
    """Whether a peer is of a private network, or of a network that this machine is itself in: with IPv6 both may have
    addresses of the internet."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    return not address.is_global or (address.version == 6 and any(address in network for network in _own_networks()))


def _own_networks() -> list[ipaddress.IPv6Network]:
    found = []
    for one in (one for each in psutil.net_if_addrs().values() for one in each):
        if one.family == socket.AF_INET6 and one.netmask:
            length = int(ipaddress.IPv6Address(one.netmask)).bit_count()
            found.append(ipaddress.IPv6Network((one.address.partition("%")[0], length), strict=False))
    return found
