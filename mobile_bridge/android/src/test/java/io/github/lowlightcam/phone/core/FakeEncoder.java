package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertTrue;

/** An encoder that may break. */
final class FakeEncoder implements EncoderPort {
    boolean isOn;
    boolean isBroken;
    boolean isSilent;
    boolean isSoftware;
    int keys;
    PicturePlan plan = PicturePlan.NONE;
    float amount;
    float frameMs = Float.NaN;
    private int turn;

    private final World world;

    FakeEncoder(World world) {
        this.world = world;
    }

    @Override
    public void draw(PicturePlan wanted) {
        assertTrue("no picture to draw", wanted.width > 0);
    }

    @Override
    public void start(int ofTurn, PicturePlan wanted, boolean inSoftware) {
        assertTrue("no picture to code", wanted.width > 0 && wanted.width % 2 == 0 && wanted.height % 2 == 0);
        turn = ofTurn;
        plan = wanted;
        isOn = true;
        isSoftware = inSoftware;
    }

    @Override
    public void stop() {
        assertTrue("stopped twice", isOn);
        isOn = false;
    }

    @Override
    public void key() {
        keys += 1;
    }

    @Override
    public void cap(double bps) {
        assertTrue(bps > 0);
    }

    @Override
    public Figures turn() {
        Figures figures = new Figures();
        figures.seen = world.camera.isGiving() ? 30 : 0;
        figures.fps = figures.seen;
        figures.given = isOn ? figures.seen : 0;
        figures.coded = isSilent || isBroken ? 0 : figures.given;
        figures.amount = amount;
        figures.frameMs = frameMs;
        return figures;
    }

    void fail() {
        if (!isOn) return;
        isOn = false;
        world.machine.onEncoderFailed(turn, "codec died");
    }
}
