package io.github.lowlightcam.phone.gl;

/** How noisy the camera is, in codes of 0 to 255: as {@code Noise} of web/engine/noise.js. */
final class Noise {
    /** Standard deviation of a luma code, as {@code start + slope * code} ... */
    double start;
    double slope;
    /** ... and at least this. */
    double least;
    /** Standard deviation of a chroma code. */
    double chroma;
    /** Likeness of neighbours' noise, 1 / 5 for none. */
    double likeness;

    void set(Noise other) {
        start = other.start;
        slope = other.slope;
        least = other.least;
        chroma = other.chroma;
        likeness = other.likeness;
    }

    /** Go towards another by {@code weight}, 0 to 1. */
    void approach(Noise other, double weight) {
        start += weight * (other.start - start);
        slope += weight * (other.slope - slope);
        least += weight * (other.least - least);
        chroma += weight * (other.chroma - chroma);
        likeness += weight * (other.likeness - likeness);
    }

    /** Standard deviation at a code of a dark picture. */
    double typical() {
        return start + 48 * slope;
    }
}
