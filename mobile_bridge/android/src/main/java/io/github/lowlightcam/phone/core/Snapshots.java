package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Link;

/** Says what goes on as one word (as web/app/state.js), and with all figures. */
final class Snapshots {
    private static final float STRANGE = Float.NaN;

    private Snapshots() {}

    static Snapshot of(Situation now) {
        Snapshot.Builder made = new Snapshot.Builder();
        made.state = stateOf(now);
        made.argument = argumentOf(made.state, now);
        made.retrySeconds = (int) Math.ceil(retryMsOf(made.state, now) / 1000.0);
        made.desktop = now.link.desktop();
        made.settings = now.settings;
        made.lenses = now.cameraPort.lenses();
        OpenCamera camera = now.camera.open();
        made.lens = camera.lens;
        made.abilities = camera.abilities;
        made.torch = now.isTorchOn();
        made.width = now.drawn().width;
        made.height = now.drawn().height;
        take(now.figures, made);
        made.rttMs = (float) now.ping.optDouble("rtt_ms", STRANGE);
        made.delayMs = (float) now.ping.optDouble("delay_ms", STRANGE);
        made.battery = now.phone.battery();
        made.charging = now.phone.isCharging();
        made.heat = now.heat.level();
        made.slowed = now.heat.isLimiting();
        return made.build();
    }

    static State stateOf(Situation now) {
        LinkKeeper link = now.link;
        if (!now.isRunning) return State.STOPPED;
        if (!now.isScanning) {
            if (link.isRefused()) return refused(link.reason());
            if (!link.isPaired()) return State.UNPAIRED;
        }
        if (!now.phone.mayUseCamera()) return State.NO_CAMERA_PERMISSION;
        if (now.heat.isOff()) return State.TOO_HOT;
        boolean isWanted = !now.cameraPlan().isOff();
        if (isWanted && now.camera.problem() != CameraProblem.NONE) return now.camera.problem().state;
        if (now.isScanning) return State.UNPAIRED;
        if (!link.isOpen() && link.needsNetwork() && !now.phone.mayUseNetwork()) return State.NO_NETWORK_PERMISSION;
        if (link.isOpen() && isWanted && now.camera.phase() != CameraKeeper.Phase.ON) return State.OPENING;
        return connected(now);
    }

    private static State connected(Situation now) {
        LinkKeeper link = now.link;
        if (link.state() == Link.State.REFUSED) return State.BUSY;
        if (!link.isOpen()) {
            if (link.state() == Link.State.CONNECTING && link.reason().equals("busy")) return State.BUSY;
            return link.state() == Link.State.GONE || link.isAway() ? State.COMPUTER_GONE : State.CONNECTING;
        }
        if (now.isLive()) return now.encoder.words().isEmpty() ? State.LIVE : State.ENCODER_FAILED;
        return now.camera.phase() == CameraKeeper.Phase.ON ? State.READY : State.RESTING;
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

    private static String argumentOf(State state, Situation now) {
        switch (state) {
            case CAMERA_LOST:
                return now.camera.words();
            case ENCODER_FAILED:
                return now.encoder.words();
            case OTHER_CERTIFICATE:
                return now.link.address();
            case REFUSED:
                return now.link.said();
            default:
                return "";
        }
    }

    private static long retryMsOf(State state, Situation now) {
        switch (state) {
            case CAMERA_LOST:
            case CAMERA_TAKEN:
            case CAMERA_OFF:
                return now.camera.retryInMs();
            case COMPUTER_GONE:
            case BUSY:
                return now.linkPort.nextTryMs();
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
