package io.github.lowlightcam.phone.gl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The released network as {@code python -m mobile_bridge.glsl} wrote it, and the maps that it has to make. */
public final class Model {
    /** sha256 of the network's file. */
    public final String hash;

    final int longSide;
    final int weightsWidth;
    final int weightsHeight;
    final ByteBuffer weights;
    final List<Step> steps = new ArrayList<>();
    final List<Golden> golden = new ArrayList<>();

    /**
     * Read the files {@code program.json}, {@code program.bin}, {@code golden.json} and {@code golden.bin}.
     *
     * @throws IllegalArgumentException if they are not what they should be
     */
    public Model(String programJson, byte[] programBin, String goldenJson, byte[] goldenBin) {
        try {
            JSONObject program = new JSONObject(programJson);
            hash = program.getString("model");
            longSide = program.getInt("longSide");
            weightsWidth = program.getJSONObject("weights").getInt("width");
            weightsHeight = program.getJSONObject("weights").getInt("height");
            weights = direct(programBin);
            if (programBin.length != 16 * weightsWidth * weightsHeight) {
                throw new IllegalArgumentException("the network's weights are not all there");
            }
            JSONArray passes = program.getJSONArray("passes");
            for (int at = 0; at < passes.length(); at++) {
                steps.add(new Step(passes.getJSONObject(at)));
            }
            JSONArray pictures = new JSONArray(goldenJson);
            for (int at = 0; at < pictures.length(); at++) {
                golden.add(new Golden(pictures.getJSONObject(at), goldenBin));
            }
        } catch (JSONException | IndexOutOfBoundsException error) {
            throw new IllegalArgumentException("the network's files are damaged", error);
        }
    }

    static ByteBuffer direct(byte[] content) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(content.length).order(ByteOrder.nativeOrder());
        buffer.put(content).rewind();
        return buffer;
    }

    /** One pass: a shader, the names of what it reads and writes, and the size of that. */
    static final class Step {
        final String shader;
        final String[] inputs;
        final String output;
        /** Of the small picture's sides; 0 for one pixel. */
        final int divide;
        /** Of four channels each, side by side. */
        final int groups;

        private Step(JSONObject json) throws JSONException {
            shader = json.getString("shader");
            output = json.getString("output");
            divide = json.getInt("divide");
            groups = json.getInt("groups");
            JSONArray names = json.getJSONArray("inputs");
            inputs = new String[names.length()];
            for (int at = 0; at < inputs.length; at++) {
                inputs[at] = names.getString(at);
            }
        }
    }

    /** A picture, RGBA bytes, and the map that the desktop's interpreter makes of it. */
    static final class Golden {
        final int width;
        final int height;
        final int mapWidth;
        final int mapHeight;
        final ByteBuffer small;
        final float[] map;

        private Golden(JSONObject json, byte[] bin) throws JSONException {
            width = json.getInt("width");
            height = json.getInt("height");
            mapWidth = json.getInt("mapWidth");
            mapHeight = json.getInt("mapHeight");
            byte[] rgba = new byte[4 * width * height];
            int from = json.getInt("picture");
            for (int at = 0; at < width * height; at++) {
                System.arraycopy(bin, from + 3 * at, rgba, 4 * at, 3);
                rgba[4 * at + 3] = (byte) 255;
            }
            small = direct(rgba);
            map = new float[mapWidth * mapHeight];
            ByteBuffer all = ByteBuffer.wrap(bin).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < map.length; at++) {
                map[at] = all.getFloat(json.getInt("map") + 4 * at);
            }
        }
    }
}
