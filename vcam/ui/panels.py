"""What is in the panels: picture, camera, performance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vcam.settings import BLACK, CARD, DEFAULT_LABEL
from vcam.snapshot import Snapshot
from vcam.ui import phone_words
from vcam.ui.controls import ChoiceRow, SegmentsRow, SliderRow, SwitchRow, pair, panel
from vcam.ui.devices import DeviceLists, absent_camera, camera_choices, output_choices
from vcam.ui.session import Session
from vcam.ui.widgets import label
from vcam.ui.words import tr

if TYPE_CHECKING:
    from mobile_bridge.snapshot import PhoneFigures

SIZES = ("640x360", "640x480", "960x540", "1280x720", "1920x1080", "2560x1440", "3840x2160")
RATES = ("15", "20", "24", "25", "30", "50", "60")
OWN_PICTURE = "?"


def picture_panel(session: Session) -> QScrollArea:
    """When to enhance and how much."""
    return panel(
        SegmentsRow(
            session,
            "mode",
            tr("Enhance"),
            {"auto": tr("Auto"), "on": tr("Always"), "off": tr("Off")},
            tr("Auto is on while the scene is dark, and fades in and out softly."),
        ),
        SliderRow(session, "strength", tr("Strength")),
        SliderRow(session, "denoise", tr("Noise reduction")),
        SwitchRow(session, "mirror", tr("Mirror")),
    )


class PlaceholderRow(ChoiceRow):
    """What is shown without a picture; a picture of one's own is asked for by a dialog."""

    def __init__(self, session: Session) -> None:
        choices = [
            (CARD, tr("A card with the reason")),
            (BLACK, tr("Black")),
            (OWN_PICTURE, tr("A picture of yours…")),
        ]
        super().__init__(
            session,
            "placeholder",
            tr("When there is no picture, show"),
            choices,
            say=lambda path: Path(path).name,
        )

    def choose(self, value: object) -> None:
        """Ask for the picture where that was chosen."""
        if value == OWN_PICTURE:
            pictures = tr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp)"
            value, _ = QFileDialog.getOpenFileName(self, tr("Picture to show"), "", pictures)
        if value:
            super().choose(value)
        self.refresh()


class CameraPanel(QWidget):
    """Which camera, how it captures, and where the picture goes."""

    def __init__(self, session: Session, devices: DeviceLists) -> None:
        super().__init__()
        self._devices = devices
        self.camera = ChoiceRow(
            session,
            "camera",
            tr("Camera"),
            camera_choices(devices.now),
            say=absent_camera,
        )
        self.output = ChoiceRow(
            session, "device", tr("Virtual camera"), output_choices(devices.now, DEFAULT_LABEL)
        )
        size = ChoiceRow(session, "size", tr("Size"), [(each, each.replace("x", " × ")) for each in SIZES])
        fps = ChoiceRow(session, "fps", tr("Frames per second"), [(each, each) for each in RATES])
        mains = {"auto": tr("Auto"), "50": "50 Hz", "60": "60 Hz", "off": tr("Off")}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                self.camera,
                pair(size, fps),
                SwitchRow(
                    session,
                    "keep_fps",
                    tr("Keep the frame rate in the dark"),
                    tr(
                        "Most webcams halve it in low light. Locked, motion stays smooth "
                        "and the picture is darker."
                    ),
                ),
                SegmentsRow(
                    session,
                    "power_line",
                    tr("Mains frequency"),
                    mains,
                    tr("Against lamps that flicker: 50 Hz in most of the world, 60 Hz in the Americas."),
                ),
                self.output,
                PlaceholderRow(session),
                SwitchRow(
                    session,
                    "on_demand",
                    tr("Camera on only while an app watches"),
                ),
            )
        )
        devices.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Offer what there is now."""
        self.camera.set_choices(camera_choices(self._devices.now))
        self.output.set_choices(output_choices(self._devices.now, DEFAULT_LABEL))


class PerformancePanel(QWidget):
    """Where a frame's time goes, what the network runs on, what is left out and why."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._stages = QGridLayout()
        self._stages.setContentsMargins(0, 0, 0, 0)
        self._stages.setHorizontalSpacing(14)
        self._stages.setVerticalSpacing(5)
        self._stages.setColumnStretch(0, 1)
        self._cells: list[list[QLabel]] = []
        for column, text in enumerate((tr("Stage"), tr("median"), "p95", "p99")):
            self._stages.addWidget(label(text, "small"), 0, column, _side(column))
        table = QWidget()
        table.setLayout(self._stages)
        self.facts = label("", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        runtime = SegmentsRow(
            session,
            "runtime",
            tr("The network runs on"),
            {"auto": tr("The faster one"), "cpu": "CPU", "gpu": "GPU"},
        )
        layout.addWidget(panel(label(tr("Time for a frame, in ms"), "heading"), table, self.facts, runtime))

    def show_snapshot(self, snapshot: Snapshot, phone: PhoneFigures | None = None) -> None:
        """Show what the engine measured, and what is known of the phone."""
        names = stage_names()
        rows = [
            (
                names.get(name, name),
                f"{time.median_ms:.2f}",
                f"{time.p95_ms:.2f}",
                f"{time.p99_ms:.2f}",
            )
            for name, time in sorted(snapshot.times.items(), key=lambda each: _place(each[0]))
        ]
        while len(self._cells) < len(rows):
            cells = [label() for _ in range(4)]
            for column, cell in enumerate(cells):
                self._stages.addWidget(cell, len(self._cells) + 1, column, _side(column))
            self._cells.append(cells)
        for cells, texts in zip(self._cells, [*rows, *[("",) * 4] * len(self._cells)], strict=False):
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)
        of_phone = phone_words.facts(phone) if phone is not None else ()
        self.facts.setText("\n".join([*facts(snapshot), *of_phone]))


def stage_names() -> dict[str, str]:
    """What a person calls the stages of the engine, in the order of a frame's way."""
    return {
        "shrink": tr("Small copy"),
        "network": tr("Network"),
        "calm": tr("Calming"),
        "noise": tr("Noise measured"),
        "enhance": tr("Enhance, denoise"),
        "convert": tr("Convert"),
        "fit": tr("Fit, mirror"),
        "total": tr("All of these"),
        "send": tr("Handing over"),
        "age": tr("Age when sent"),
    }


def _place(stage: str) -> int:
    names = list(stage_names())
    return names.index(stage) if stage in names else len(names)


def facts(snapshot: Snapshot) -> list[str]:
    """What else there is to know, a line each."""
    mode = snapshot.capture
    lines = [
        tr("In {fps_in:.1f} fps, out {fps_out:.1f} fps", fps_in=snapshot.fps_in, fps_out=snapshot.fps_out),
        tr(
            "{sent} sent, {dropped} dropped, {late} late",
            sent=snapshot.sent,
            dropped=snapshot.dropped,
            late=snapshot.late,
        ),
    ]
    if mode is not None:
        lines.append(
            tr(
                "Camera: {size} {format} at {fps:g} fps",
                size=mode.size,
                format=mode.format.name,
                fps=mode.fps,
            )
        )
    lines.append(
        tr("Virtual camera: {size} {format}", size=snapshot.output.size, format=snapshot.output.format.name)
    )
    if snapshot.runtime:
        lines.append(tr("Network: {runtime}", runtime=snapshot.runtime))
    lines.append(snapshot.effort or tr("Full effort: nothing is left out"))
    return [*lines, *snapshot.notes]


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
