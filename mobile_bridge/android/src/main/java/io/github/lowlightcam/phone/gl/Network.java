package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.util.HashMap;
import java.util.Map;

/** Runs the released network on the GPU, as the passes that a {@link Model} holds: web/engine/network.js. */
final class Network {
    private static final int STEP = 4; // sides of the small picture are multiples of it
    private static final int SMALLEST = 16;

    final int longSide;
    private final int format;
    private final Model model;
    private final int weights;
    private final Pass[] passes;
    private final int[][] inputs; // numbers of the passes whose output is read; -1 for the small picture
    private final Target[] targets;
    private int width;
    private int height;

    /**
     * Get ready.
     *
     * @param format of what passes draw into: {@code GL_RGBA32F} or {@code GL_RGBA16F}
     * @throws GlError if this device cannot
     */
    Network(Model model, int format) {
        this.model = model;
        this.format = format;
        longSide = model.longSide;
        int count = model.steps.size();
        passes = new Pass[count];
        targets = new Target[count];
        inputs = new int[count][];
        Map<String, Integer> made = new HashMap<>();
        made.put("small", -1);
        for (int at = 0; at < count; at++) {
            Model.Step step = model.steps.get(at);
            passes[at] = new Pass(step.shader);
            inputs[at] = new int[step.inputs.length];
            for (int input = 0; input < inputs[at].length; input++) {
                inputs[at][input] = made.get(step.inputs[input]);
            }
            made.put(step.output, at);
        }
        weights = Textures.make(GLES30.GL_RGBA32F, model.weightsWidth, model.weightsHeight);
        GLES30.glTexSubImage2D(GLES30.GL_TEXTURE_2D, 0, 0, 0, model.weightsWidth, model.weightsHeight,
                GLES30.GL_RGBA, GLES30.GL_FLOAT, model.weights);
        try {
            for (Pass pass : passes) {
                pass.check();
            }
        } catch (GlError error) {
            dispose();
            throw error;
        }
    }

    /** Width, or height, of the small picture for frames whose longest side is {@code longest}. */
    static int smallSide(int side, int longest, int longSide) {
        double scale = (double) longSide / longest;
        return Math.max(SMALLEST, STEP * (int) Math.rint(side * scale / STEP));
    }

    /** Get ready for small pictures of this size; GlError if this device cannot. */
    void configure(int smallWidth, int smallHeight) {
        if (smallWidth == width && smallHeight == height) {
            return;
        }
        clear();
        for (int at = 0; at < targets.length; at++) {
            Model.Step step = model.steps.get(at);
            int columns = step.divide == 0 ? 1 : smallWidth / step.divide;
            int rows = step.divide == 0 ? 1 : smallHeight / step.divide;
            targets[at] = new Target(format, columns * step.groups, rows);
        }
        width = smallWidth;
        height = smallHeight;
    }

    /** Where the map comes to, in red. */
    Target map() {
        return targets[targets.length - 1];
    }

    int passes() {
        return passes.length;
    }

    /** From the small picture, an RGBA texture whose row 0 is the top, to the map. */
    void run(int small) {
        for (int at = 0; at < passes.length; at++) {
            run(at, small);
        }
    }

    /** Draw one pass alone. */
    void run(int at, int small) {
        Pass pass = passes[at].use().texture("weights", weights);
        String[] names = model.steps.get(at).inputs;
        for (int input = 0; input < names.length; input++) {
            int from = inputs[at][input];
            pass.texture(names[input], from < 0 ? small : targets[from].texture());
        }
        pass.draw(targets[at]);
    }

    private void clear() {
        width = 0;
        height = 0;
        for (int at = 0; at < targets.length; at++) {
            if (targets[at] != null) {
                targets[at].dispose();
                targets[at] = null;
            }
        }
    }

    void dispose() {
        clear();
        for (Pass pass : passes) {
            pass.dispose();
        }
        Textures.delete(weights);
    }
}
