package io.github.lowlightcam.phone.gl;

/**
 * From the small picture and the network's map to what the full-resolution pass needs: web/engine/scene.js. Follows a
 * scene in pictures of one size; allocates once.
 */
final class Scene {
    private final AutoExposure auto = new AutoExposure();
    private final CalmMap calm;
    private final Tone tone = new Tone();
    private final Guide guide;
    private final double[] histogram = new double[Measure.CODES];
    private double amount;
    private double strength;

    Scene(int width, int height, int mapWidth, int mapHeight) {
        calm = new CalmMap(width, height, mapWidth * mapHeight);
        guide = new Guide(width, height, mapWidth, mapHeight);
    }

    /** What there is of the enhancement, 0 to 1. */
    double amount() {
        return amount;
    }

    /** What r is to be multiplied by. */
    double strength() {
        return strength;
    }

    /** What becomes white, above 0 and up to 1. */
    double white() {
        return tone.white();
    }

    /** Slope and start of r for each pixel of the small picture; it changes with the next update. */
    float[] guided() {
        return guide.out();
    }

    /**
     * Take a picture, RGBA bytes, and its map.
     *
     * @param elapsedS seconds since the last picture
     * @return whether there is something to enhance; {@link #guided}, {@link #strength} and {@link #white} tell how
     */
    boolean update(byte[] small, float[] fresh, Look look, double elapsedS) {
        amount = decide(small, look, elapsedS);
        if (amount == 0) {
            calm.reset();
            tone.forget();
            return false;
        }
        float[] map = calm.update(small, fresh, elapsedS);
        strength = amount * look.strength * tone.update(small, map, elapsedS);
        if (look.strength <= 0 || isFlat(map)) {
            return false;
        }
        guide.update(small, map);
        return true;
    }

    private double decide(byte[] small, Look look, double elapsedS) {
        if (!look.mode.equals(Look.AUTO)) {
            return look.mode.equals(Look.ON) ? 1 : 0;
        }
        Measure.lumaHistogram(small, histogram);
        return auto.update(Measure.lumaPercentile(histogram, 50) / 255.0, elapsedS);
    }

    private static boolean isFlat(float[] map) {
        for (float r : map) {
            if (r != 0) {
                return false;
            }
        }
        return true;
    }
}
