package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Collections;
import java.util.List;

/** A camera that answers later, or never, or that another app has. */
final class FakeCamera implements CameraPort {
    boolean isTaken;
    /** It gives no answers. */
    boolean isMute;
    /** It gives no pictures. */
    boolean isStill;
    boolean isHeld;
    boolean isClosing;
    boolean isAnswered;
    int opened;
    CameraPlan plan = CameraPlan.OFF;
    private int turn;
    private long closedMs;

    private final World world;

    FakeCamera(World world) {
        this.world = world;
    }

    @Override
    public void open(int ofTurn, CameraPlan wanted) {
        boolean isForgotten = isClosing && world.nowMs - closedMs > CameraKeeper.CLOSING_MS;
        assertTrue("two cameras", !isHeld || isForgotten);
        assertTrue("without permission", world.phone.mayUseCamera);
        assertFalse("no camera", wanted.isOff());
        turn = ofTurn;
        plan = wanted;
        isHeld = true;
        isClosing = isAnswered = false;
        opened += 1;
    }

    @Override
    public void change(CameraPlan wanted) {
        assertTrue("a closed camera is changed", isHeld && !isClosing);
        assertTrue("another camera", wanted.isOfSameCamera(plan));
        boolean isOther = wanted.fps != plan.fps;
        plan = wanted;
        if (isOther) isAnswered = false;
    }

    @Override
    public void close() {
        assertTrue("closed twice", isHeld && !isClosing);
        isClosing = true;
        closedMs = world.nowMs;
    }

    @Override
    public List<Lens> lenses() {
        return Collections.singletonList(new Lens("0", Lens.Side.REAR, 26));
    }

    String lensId() {
        return "id of " + plan.lens;
    }

    void answer() {
        if (isMute || !isHeld) return;
        if (isClosing) {
            isHeld = isClosing = false;
            world.machine.onCameraClosed(turn);
        } else if (isTaken) {
            isHeld = false;
            world.machine.onCameraFailed(turn, CameraProblem.TAKEN, "in use");
        } else if (!isAnswered) {
            isAnswered = true;
            boolean isFront = plan.lens.equals(Settings.FRONT);
            world.machine.onCameraOpened(turn, new OpenCamera(lensId(), plan.width, plan.height, plan.fps, 90, isFront,
                Abilities.NONE));
        }
    }

    boolean isGiving() {
        return isHeld && !isClosing && isAnswered && !isStill;
    }
}
