package io.github.lowlightcam.phone.core;

import java.nio.ByteBuffer;
import java.util.List;

/** An encoder that has coded everything before: a film, whose first picture is a key frame. */
final class FilmEncoder implements EncoderPort, Runnable {
    private final List<byte[]> film;
    private final BeatCamera camera;
    private final Outgoing outgoing;
    private int turn;
    private int next;
    private boolean isOn;
    private int given;

    FilmEncoder(List<byte[]> film, BeatCamera camera, Outgoing outgoing) {
        this.film = film;
        this.camera = camera;
        this.outgoing = outgoing;
    }

    @Override
    public void draw(PicturePlan plan) {
        // all pictures are of one size
    }

    @Override
    public void start(int ofTurn, PicturePlan plan, boolean inSoftware) {
        turn = ofTurn;
        isOn = true;
        next = 0;
        outgoing.begin(plan);
    }

    @Override
    public void stop() {
        isOn = false;
    }

    @Override
    public void key() {
        next = 0;
    }

    @Override
    public void cap(double bps) {
        // it has coded everything before
    }

    @Override
    public Figures turn() {
        Figures figures = new Figures();
        outgoing.tell(figures);
        figures.seen = camera.isOn ? 30 : 0;
        figures.fps = given;
        given = 0;
        return figures;
    }

    @Override
    public void run() {
        if (!isOn || !camera.isOn || outgoing.isFull()) return;
        long takenUs = System.nanoTime() / 1000;
        outgoing.give(takenUs, System.nanoTime());
        outgoing.mark(false);
        given += 1;
        ByteBuffer picture = ByteBuffer.wrap(film.get(next));
        boolean needsKey = outgoing.send(next == 0, takenUs, picture, "none", System.nanoTime());
        next = needsKey ? 0 : (next + 1) % film.size();
    }

    /** @return of which turn it was */
    int end() {
        isOn = false;
        return turn;
    }
}
