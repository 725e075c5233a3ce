"""The set-up of the virtual camera on this system, for the dialog."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from vcam.core.errors import SetupError
from vcam.system.loopback.plan import Plan
from vcam.ui.background import Background
from vcam.ui.setup_dialog import Begin, Say, SetupDialog
from vcam.ui.words import tr


def setup_dialog(background: Background, device: str, parent: QWidget | None) -> QDialog:
    """Return the dialog that makes the virtual camera `device`; elsewhere than on Linux, what to install."""
    if sys.platform != "linux":
        from vcam.system import elsewhere  # noqa: PLC0415

        box = QMessageBox(parent)
        box.setText(tr("This system needs a virtual camera from another program."))
        box.setInformativeText(elsewhere.fix())
        return box
    return SetupDialog(
        background,
        lambda: plan_for(device),
        lambda plan, begin, say: perform(plan, device, begin, say),
        parent,
    )


def plan_for(device: str) -> Plan:
    """Look at the system, and plan; raises SetupError."""
    from vcam.system.loopback.plan import setup  # noqa: PLC0415  Linux only
    from vcam.system.loopback.state import ROOT, look  # noqa: PLC0415

    if "/" in device:
        raise SetupError(
            f"the virtual camera is set to {device}", hint="Only one with a name can be made; choose that."
        )
    return setup(look(ROOT), device)


def perform(plan: Plan, device: str, begin: Begin, say: Say) -> None:
    """Do the plan as root, and see that the virtual camera is there; raises SetupError."""
    from vcam.system.loopback import script  # noqa: PLC0415
    from vcam.system.loopback.faults import account, explain  # noqa: PLC0415
    from vcam.system.loopback.result import verify  # noqa: PLC0415
    from vcam.system.loopback.state import ROOT, look  # noqa: PLC0415

    try:
        script.perform(plan.steps, lambda index, step: begin(index, step.title), say, window=True)
    except script.StepFailed as exc:
        raise SetupError(exc.title, hint=f"{explain(exc, look(ROOT))}\n{account(exc)}") from exc
    if not plan.after_restart:
        verify(ROOT, device)
