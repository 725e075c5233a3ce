package io.github.lowlightcam.phone.gl;

import android.opengl.GLES11Ext;
import android.opengl.GLES30;

/**
 * Takes the camera's picture into a texture as the passes want it: upright, not mirrored, row 0 the top. On the GL
 * thread only.
 *
 * <p>A SurfaceTexture's matrix turns the picture as the sensor is built in, so that it is upright while the phone is in
 * its natural position, and mirrors a front camera's. The mirroring is undone here.
 */
public final class Ingest {
    private final Pass pass;
    private final float[] places = new float[6];
    private Target target;

    /** Get ready; GlError if this device cannot. */
    public Ingest(Shaders shaders) {
        pass = new Pass(shaders.text("ingest")).check();
    }

    /**
     * Take a picture.
     *
     * @param camera its {@code GL_TEXTURE_EXTERNAL_OES}
     * @param matrix of the SurfaceTexture, 4 x 4
     * @param turns clockwise quarter turns that make it upright, 0 to 3
     * @param width of the upright picture
     */
    public void draw(int camera, float[] matrix, int turns, int width, int height) {
        if (target == null || target.width != width || target.height != height) {
            clear();
            target = new Target(GLES30.GL_RGBA8, width, height);
            Textures.bindLinear(target.texture()); // for the screen; the passes read single pixels
        }
        places(matrix, turns, places);
        pass.use().texture("camera", GLES11Ext.GL_TEXTURE_EXTERNAL_OES, camera)
                .set("size", (float) width, (float) height).set("corner", places[0], places[1])
                .set("across", places[2], places[3]).set("down", places[4], places[5]).draw(target);
    }

    /** The last picture that was taken. */
    public int texture() {
        return target.texture();
    }

    int framebuffer() {
        return target.framebuffer;
    }

    /** Where the upper left corner of the upright picture is in the texture, and the ways to the right and down. */
    static void places(float[] matrix, int turns, float[] out) {
        place(matrix, turns, 0, 0, out, 0);
        place(matrix, turns, 1, 0, out, 2);
        place(matrix, turns, 0, 1, out, 4);
        for (int at = 2; at < 6; at++) {
            out[at] -= out[at % 2];
        }
    }

    private static void place(float[] matrix, int turns, float right, float down, float[] out, int at) {
        float x = right;
        float y = down;
        for (int turn = 0; turn < turns; turn++) {
            float was = x;
            x = y;
            y = 1 - was;
        }
        // without any mirroring the matrix flips once, as textures have their first row below and cameras above
        boolean isMirrored = matrix[0] * matrix[5] - matrix[1] * matrix[4] > 0;
        float s = isMirrored ? 1 - x : x;
        float t = 1 - y;
        out[at] = matrix[0] * s + matrix[4] * t + matrix[12];
        out[at + 1] = matrix[1] * s + matrix[5] * t + matrix[13];
    }

    private void clear() {
        if (target != null) {
            target.dispose();
        }
    }

    public void dispose() {
        clear();
        pass.dispose();
    }
}
