"""The PDF of a conclusion: A4, in the asker's language, the same bytes for the same job.

Run as a program it reads a PrintJob (JSON) and writes the PDF; ``printing.py`` runs it so, in a process that ends.
"""

import io
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from consult_room.conclusions.adapters.paper import (
    BODY,
    GREY,
    INK,
    LABEL,
    MARGIN,
    PADDING,
    PLAIN,
    QR_SIZE,
    SMALL,
    STRONG,
    TIGHT,
    TITLE,
    WARNING,
    WIDTH,
    QrCode,
    Say,
    Strokes,
    day,
    glyphs,
    marked,
    paragraphs,
    words_of,
)  # fmt: skip
from consult_room.conclusions.domain import document as documents
from consult_room.conclusions.domain.document import Document
from consult_room.conclusions.domain.printing import PrintedSignature, PrintJob
from signaling.protocol.conclusions import Diagnosis


def make_pdf(job: PrintJob) -> bytes:
    """Raises msgspec.ValidationError for a text that is no conclusion."""
    glyphs()
    document = documents.read(job.document)
    say = words_of(document.language)
    out = io.BytesIO()
    title = f"{say('print-title')}. {say('print-number', number=document.number)}"
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN - PADDING, rightMargin=MARGIN - PADDING, topMargin=16 * mm,
        bottomMargin=20 * mm, title=title, author=document.specialist.name,
        subject=say("print-version", version=document.version), lang=document.language,
        creator=document.service_name, invariant=1,
    )  # fmt: skip
    foot = f"{say('print-number', number=document.number)} · {say('print-version', version=document.version)}"

    def canvas(*arguments: Any, **options: Any) -> Canvas:
        return _Numbered(*arguments, foot=foot, say=say, **options)

    template.build(_Pages(document, job, say).all(), canvasmaker=canvas)
    return out.getvalue()


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Knows how many pages there are only when all are drawn; each then gets its foot."""

    def __init__(self, *arguments: Any, foot: str, say: Say, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._foot = foot
        self._say = say
        self._drawn: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._drawn.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._drawn, start=1):
            self.__dict__.update(page)
            self.setFont(PLAIN, 8)
            self.setFillColor(GREY)
            self.drawString(MARGIN, 11 * mm, self._foot)
            self.drawRightString(A4[0] - MARGIN, 11 * mm, self._say("print-page", page=number, pages=len(self._drawn)))
            super().showPage()
        super().save()


class _Pages:
    """The flow of a print, from its head to its signatures."""

    def __init__(self, document: Document, job: PrintJob, say: Say) -> None:
        self._document = document
        self._job = job
        self._say = say
        self._zone = ZoneInfo(document.time_zone)

    def all(self) -> list[Flowable]:
        flow = [self._head(), Spacer(1, 3 * mm), HRFlowable(width=WIDTH, thickness=0.8, color=INK)]
        if any(one.is_test for one in self._job.signatures):
            flow.append(Paragraph(self._say("print-test"), WARNING))
        if not self._job.signatures:
            flow.append(Paragraph(self._say("print-preview"), WARNING))
        return [*flow, *self._who(), *self._content(), *self._versions(), *self._signatures()]

    def _time(self, at_ms: int) -> str:
        return datetime.fromtimestamp(at_ms / 1000, self._zone).strftime("%d.%m.%Y %H:%M")

    def _head(self) -> Flowable:
        document, say = self._document, self._say
        lines = [
            Paragraph(marked(document.specialist.place or document.service_name), SMALL),
            Paragraph(say("print-title"), TITLE),
            Paragraph(
                f"{say('print-number', number=document.number)} · {say('print-version', version=document.version)}",
                BODY,
            ),
        ]
        if not self._job.url:
            return Table([[lines]], colWidths=[WIDTH], style=TIGHT)
        lines.append(Paragraph(say("print-verify", url=f"<font size=7.4>{marked(self._job.url)}</font>"), SMALL))
        return Table(
            [[lines, QrCode(self._job.url)]], colWidths=[WIDTH - QR_SIZE - 4 * mm, QR_SIZE + 4 * mm],
            style=TIGHT,
        )  # fmt: skip

    def _who(self) -> list[Flowable]:
        document, say = self._document, self._say
        patient, doctor = document.patient, document.specialist
        years = "" if patient.age_years is None else f"{say('print-years', years=patient.age_years)}, "
        sex = say(f"print-sex-{patient.sex}")
        rows = [
            (say("print-asked"), self._time(document.asked_at_ms)),
            (say("print-by"), ", ".join(filter(None, (document.asker.name, document.asker.place)))),
            (say("print-specialist"), ", ".join(filter(None, (doctor.name, self._specialty(doctor.specialty))))),
            (say("print-patient"), f"{years}{sex} ({say('print-no-name')})"),
        ]  # fmt: skip
        table = Table(
            [[Paragraph(label, SMALL), Paragraph(marked(value), BODY)] for label, value in rows],
            colWidths=[32 * mm, WIDTH - 32 * mm], style=TIGHT,
        )  # fmt: skip
        return [Spacer(1, 2 * mm), table]

    def _specialty(self, code: str) -> str:
        return self._say(f"print-specialty-{code}") if code else ""

    def _content(self) -> list[Flowable]:
        document, content, say = self._document, self._document.content, self._say
        transfer = say(f"print-transfer-{content.transfer}")
        if content.transfer != "none" and content.transfer_to:
            transfer = f"{transfer}: {content.transfer_to}"
        flow = [
            *self._part("question", document.question),
            *self._part("findings", content.findings),
            *self._diagnoses(),
            *self._scales(),
            *self._part("recommendation", content.recommendation),
            *self._part("transfer", transfer),
            *self._part("urgency", say(f"print-urgency-{content.urgency}") if content.urgency else ""),
            *self._part("follow-up", " · ".join(filter(None, (day(content.follow_up_on), content.follow_up)))),
            *self._part("limits", content.limits),
        ]
        if content.template is not None:
            by = content.template.reviewed_by
            reviewed = say("print-reviewed", name=by) if by else say("print-not-reviewed")
            flow += self._part("template", f"{content.template.name or content.template.code} ({reviewed})")
        return flow

    def _part(self, name: str, text: str) -> list[Flowable]:
        if not text.strip():
            return []
        label, *rest = Paragraph(self._say(f"print-{name}"), LABEL), *paragraphs(text)
        # A label is never left alone at the foot of a page.
        return [KeepTogether([label, rest[0]]), *rest[1:]]

    def _diagnoses(self) -> list[Flowable]:
        content = self._document.content
        lines: list[Flowable] = []
        for one in content.diagnoses:
            code = self._say("print-code", system=one.system, code=one.code)
            lines.append(Paragraph(f"<font name={STRONG}>{marked(code)}</font> {marked(one.name)}", BODY))
            lines.append(Paragraph(marked(self._of_list(one)), SMALL))
        lines += paragraphs(content.diagnosis_words)
        if not lines:
            return []
        return [KeepTogether([Paragraph(self._say("print-diagnosis"), LABEL), lines[0]]), *lines[1:]]

    def _of_list(self, one: Diagnosis) -> str:
        say = self._say
        source = say("print-code-source", version=one.version, source=one.source).strip(" ·")
        if one.official:
            return source
        reviewed = say("print-reviewed", name=one.reviewed_by) if one.reviewed_by else say("print-not-reviewed")
        return " · ".join(filter(None, (source, say("print-not-official"), reviewed)))

    def _scales(self) -> list[Flowable]:
        scales = self._document.content.scales
        if not scales:
            return []
        lines: list[Flowable] = []
        for one in scales:
            result = f"<font name={STRONG}>{marked(one.result)}</font>"
            lines.append(Paragraph(f"{marked(one.name)}: {result}", BODY))
            lines.append(Paragraph(marked(one.source), SMALL))
        return [KeepTogether([Paragraph(self._say("print-scales"), LABEL), *lines])]

    def _versions(self) -> list[Flowable]:
        document, say = self._document, self._say
        if not document.earlier:
            return []
        now = (document.version, document.prepared_at_ms, document.specialist.name, document.why)
        known = [(one.version, one.signed_at_ms, one.signed_by, one.why) for one in document.earlier]
        flow: list[Flowable] = [Paragraph(say("print-versions"), LABEL)]
        for version, at_ms, name, why in (*known, now):
            line = say("print-version-line", version=version, time=self._time(at_ms), name=name)
            reason = f" {say('print-version-why', why=why)}" if why else ""
            flow.append(Paragraph(marked(f"{line}.{reason}"), BODY))
        return [KeepTogether(flow)]

    def _signatures(self) -> list[Flowable]:
        say = self._say
        flow: list[Flowable] = [Spacer(1, 3 * mm), HRFlowable(width=WIDTH, thickness=0.4, color=GREY)]
        if self._job.signatures:
            flow.append(Paragraph(say("print-signatures"), LABEL))
        flow += [KeepTogether(self._signature(one)) for one in self._job.signatures]
        flow.append(Paragraph(say("print-digest", digest=self._job.digest), SMALL))
        return flow

    def _signature(self, one: PrintedSignature) -> list[Flowable]:
        say = self._say
        name = say("print-signed-by-name", name=one.name)
        if one.specialty:
            name = say("print-signed-by", name=one.name, specialty=self._specialty(one.specialty))
        how = "typed" if one.drawing is not None and one.drawing.typed else one.provider
        lines = [
            say("print-signed-at", time=self._time(one.at_ms)),
            say(f"print-provider-{how}"),
            say(f"print-level-{one.level}"),
        ]
        if one.level == "certificate" and one.checked is not None:
            lines += self._certificate(one)
        flow: list[Flowable] = [Paragraph(f"<font name={STRONG}>{marked(name)}</font>", BODY)]
        if one.drawing is not None and one.drawing.strokes:
            flow.append(Strokes(one.drawing.strokes))
        flow += [Paragraph(marked(line), SMALL) for line in lines]
        if one.is_test:
            flow.append(Paragraph(say("print-test"), WARNING))
        return [*flow, Spacer(1, 2 * mm)]

    def _certificate(self, one: PrintedSignature) -> list[str]:
        say, checked = self._say, one.checked
        assert checked is not None
        valid_from_ms, valid_until_ms = checked.valid_from_ms or 0, checked.valid_until_ms or 0
        form = {"cades": "CAdES-BES", "pkcs7": "PKCS#7"}.get(checked.form, checked.form)
        return [
            say("print-certificate", subject=checked.subject),
            say("print-issuer", issuer=checked.issuer, serial=checked.serial),
            say("print-valid", **{"from": self._time(valid_from_ms), "until": self._time(valid_until_ms)}),
            say(f"print-revocation-{checked.revocation}", time=self._time(checked.checked_at_ms)),
            say("print-algorithm", form=form, algorithm=checked.algorithm),
        ]  # fmt: skip


def main() -> None:
    """One job in, one PDF out."""
    sys.stdout.buffer.write(make_pdf(msgspec.json.decode(sys.stdin.buffer.read(), type=PrintJob)))


if __name__ == "__main__":
    main()
