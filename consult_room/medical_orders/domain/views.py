"""Who is shown what of medical orders."""

from collections.abc import Mapping

from consult_room.domain.operations import readers
from consult_room.medical_orders.domain.states import Mark, MedicalOrder, MedicalOrders
from signaling.protocol.base import View
from signaling.protocol.medical_orders import (
    DoseView,
    MedicalOrdersView,
    MedicalOrderVersionView,
    MedicalOrderView,
    SignedMoment,
)
from signaling.slice import Audience


def views(state: MedicalOrders) -> Mapping[Audience, View]:
    """For everybody whose part reads the record, once there is one."""
    if not state.medical_orders:
        return {}
    shown = view(state)
    return dict.fromkeys(readers(state.circle), shown)


def view(state: MedicalOrders) -> MedicalOrdersView:
    """All of them."""
    return MedicalOrdersView(
        consult_id=state.consult_id, medical_orders=[_medical_order(one) for one in state.medical_orders]
    )


def _medical_order(one: MedicalOrder) -> MedicalOrderView:
    return MedicalOrderView(
        medical_order_id=one.medical_order_id,
        state=one.state,
        versions=[
            MedicalOrderVersionView(
                version=version.version,
                wanted=version.wanted,
                told=_mark(version.told),
                dangers=list(version.dangers),
                weight_kg=version.weight_kg,
                read_back=_mark(version.read_back) if version.read_back else None,
                confirmed=_mark(version.confirmed) if version.confirmed else None,
            )
            for version in one.versions
        ],
        doses=[
            DoseView(
                dose_number=dose.dose_number,
                version=dose.version,
                done_at_ms=dose.done_at_ms,
                done=_mark(dose.done),
                given=dose.given,
                unconfirmed=dose.unconfirmed,
            )
            for dose in one.doses
        ],
        ended=one.ended,
        end=_mark(one.end) if one.end else None,
        because=one.because,
        seen=_mark(one.seen) if one.seen else None,
    )


def _mark(mark: Mark) -> SignedMoment:
    return SignedMoment(
        person_id=mark.person_id,
        name=mark.name,
        at_ms=mark.at_ms,
        made_at_ms=mark.made_at_ms,
        words=mark.words,
        aloud=mark.aloud,
    )
