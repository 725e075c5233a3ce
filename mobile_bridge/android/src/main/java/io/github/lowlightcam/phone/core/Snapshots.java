package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Link;

/** Says what goes on as one word (as web/app/state.js), and with all figures. */
final class Snapshots {
    private static final float STRANGE = Float.NaN;

    private Snapshots() {}

    static Snapshot of(Machine machine) {
        Snapshot.Builder made = new Snapshot.Builder();
        made.state = stateOf(machine);
        made.argument = argumentOf(made.state, machine);
        made.retrySeconds = (int) Math.ceil(retryMsOf(made.state, machine) / 1000.0);
        made.desktop = machine.link.desktop();
        made.settings = machine.settings();
        made.lenses = machine.cameraPort.lenses();
        OpenCamera camera = machine.camera.open();
        made.lens = camera.lens;
        made.abilities = camera.abilities;
        made.torch = machine.isTorchOn();
        made.width = machine.drawn().width;
        made.height = machine.drawn().height;
        take(machine.figures(), made);
        made.rttMs = (float) machine.ping().optDouble("rtt_ms", STRANGE);
        made.delayMs = (float) machine.ping().optDouble("delay_ms", STRANGE);
        made.battery = machine.phone.battery();
        made.charging = machine.phone.isCharging();
        made.heat = machine.heat.level();
        made.slowed = machine.heat.isLimiting();
        return made.build();
    }

    static State stateOf(Machine machine) {
        LinkKeeper link = machine.link;
        if (!machine.isRunning()) return State.STOPPED;
        if (!machine.isScanning()) {
            if (link.isRefused()) return refused(link.reason());
            if (!link.isPaired()) return State.UNPAIRED;
        }
        if (!machine.phone.mayUseCamera()) return State.NO_CAMERA_PERMISSION;
        if (machine.heat.isOff()) return State.TOO_HOT;
        boolean isWanted = !machine.cameraPlan().isOff();
        if (isWanted && machine.camera.problem() != CameraProblem.NONE) return machine.camera.problem().state;
        if (machine.isScanning()) return State.UNPAIRED;
        if (!link.isOpen() && link.needsNetwork() && !machine.phone.mayUseNetwork()) return State.NO_NETWORK_PERMISSION;
        if (link.isOpen() && isWanted && machine.camera.phase() != CameraKeeper.Phase.ON) return State.OPENING;
        return connected(machine);
    }

    private static State connected(Machine machine) {
        LinkKeeper link = machine.link;
        if (link.state() == Link.State.REFUSED) return State.BUSY;
        if (!link.isOpen()) {
            if (link.state() == Link.State.CONNECTING && link.reason().equals("busy")) return State.BUSY;
            return link.state() == Link.State.GONE || link.isAway() ? State.COMPUTER_GONE : State.CONNECTING;
        }
        if (machine.isLive()) return machine.encoder.words().isEmpty() ? State.LIVE : State.ENCODER_FAILED;
        return machine.camera.phase() == CameraKeeper.Phase.ON ? State.READY : State.RESTING;
    }

    private static State refused(String reason) {
        switch (reason) {
            case "token":
                return State.CODE_USED;
            case "forgotten":
                return State.FORGOTTEN;
            case "certificate":
                return State.OTHER_CERTIFICATE;
            case "expired":
                return State.EXPIRED_CERTIFICATE;
            case "replaced":
                return State.REPLACED;
            case "protocol":
                return State.OUTDATED;
            default:
                return State.REFUSED;
        }
    }

    private static String argumentOf(State state, Machine machine) {
        switch (state) {
            case CAMERA_LOST:
                return machine.camera.words();
            case ENCODER_FAILED:
                return machine.encoder.words();
            case OTHER_CERTIFICATE:
                return machine.link.address();
            case REFUSED:
                return machine.link.said();
            default:
                return "";
        }
    }

    private static long retryMsOf(State state, Machine machine) {
        switch (state) {
            case CAMERA_LOST:
            case CAMERA_TAKEN:
            case CAMERA_OFF:
                return machine.camera.retryInMs();
            case COMPUTER_GONE:
            case BUSY:
                return machine.linkPort.nextTryMs();
            default:
                return 0;
        }
    }

    private static void take(Figures figures, Snapshot.Builder made) {
        made.fps = figures.fps;
        made.frameMs = figures.frameMs;
        made.gpuMs = figures.gpuMs;
        made.encodeMs = figures.encodeMs;
        made.bps = figures.bps;
        made.dropped = figures.dropped;
        made.amount = figures.amount;
        made.enhanced = figures.enhanced;
        made.accelerator = figures.accelerator;
        made.note = figures.note;
    }
}
