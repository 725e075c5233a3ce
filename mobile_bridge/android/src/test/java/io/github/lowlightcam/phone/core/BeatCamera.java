package io.github.lowlightcam.phone.core;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A camera that opens and closes, after a while, and gives nothing but the beat. */
final class BeatCamera implements CameraPort {
    boolean isTaken;
    boolean isOn;
    private final WholeApp app;
    private int turn;

    BeatCamera(WholeApp app) {
        this.app = app;
    }

    @Override
    public void open(final int ofTurn, final CameraPlan plan) {
        turn = ofTurn;
        app.main.schedule(new Runnable() {
            @Override
            public void run() {
                isOn = !isTaken;
                if (isOn) {
                    OpenCamera open =
                        new OpenCamera("0", plan.width, plan.height, plan.fps, 0, false, Abilities.NONE);
                    app.machine().onCameraOpened(ofTurn, open);
                } else {
                    app.machine().onCameraFailed(ofTurn, CameraProblem.TAKEN, "");
                }
            }
        }, 50, TimeUnit.MILLISECONDS);
    }

    @Override
    public void change(CameraPlan plan) {
        // it gives no pictures that could be others
    }

    @Override
    public void close() {
        isOn = false;
        app.main.schedule(new Runnable() {
            @Override
            public void run() {
                app.machine().onCameraClosed(turn);
            }
        }, 50, TimeUnit.MILLISECONDS);
    }

    @Override
    public List<Lens> lenses() {
        return Collections.emptyList();
    }

    void take() {
        isTaken = true;
        isOn = false;
        app.machine().onCameraFailed(turn, CameraProblem.TAKEN, "");
    }
}
