package io.github.lowlightcam.phone.net;

import java.util.ArrayDeque;

/** Frames that wait to be written, in turn. Their bytes count until the socket has taken them. For any thread. */
final class Outbox {
    /** What {@link #take} returns at the end. */
    static final byte[] END = {};

    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private long waiting;
    private boolean isClosed;

    /** Adds a frame; false if it is closed. */
    synchronized boolean put(byte[] frame) {
        return add(frame, false);
    }

    /** Adds a frame that goes before all others. */
    synchronized boolean putFirst(byte[] frame) {
        return add(frame, true);
    }

    private boolean add(byte[] frame, boolean isFirst) {
        if (isClosed) {
            return false;
        }
        if (isFirst) {
            frames.addFirst(frame);
        } else {
            frames.addLast(frame);
        }
        waiting += frame.length;
        notifyAll();
        return true;
    }

    /** Waits for the next frame; {@link #END} once it is closed and empty. */
    synchronized byte[] take() throws InterruptedException {
        while (frames.isEmpty() && !isClosed) {
            wait();
        }
        return frames.isEmpty() ? END : frames.removeFirst();
    }

    /** A frame that was taken is in the socket. */
    synchronized void written(byte[] frame) {
        waiting -= frame.length;
    }

    synchronized long waitingBytes() {
        return waiting;
    }

    /** Takes nothing more in. What is there is still to be taken. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
