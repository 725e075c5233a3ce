package io.github.lowlightcam.phone.core;

/** A time that only goes forward. */
public interface Clock {
    /** Milliseconds since some moment. */
    long nowMs();
}
