package io.github.lowlightcam.phone.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.json.JSONException;
import org.json.JSONObject;

/** Prints what the app says to the computer, a message a line, for the computer's own reader to judge. */
public final class Sayings implements Outgoing.Wire {
    private static final int MANY = 100000;

    private Sayings() {}

    public static void main(String[] arguments) {
        FakePhone phone = new FakePhone();
        phone.battery = Float.NaN;
        print("stats", Messages.stats(new Figures(), phone, false));
        Figures figures = new Figures();
        figures.fps = 29.5f;
        figures.frameMs = 12.25f;
        figures.encodeMs = 7.125f;
        figures.dropped = 1L << 40;
        phone.battery = 0.5f;
        phone.isCharging = true;
        print("stats", Messages.stats(figures, phone, true));
        print("look", Messages.look(Settings.DEFAULTS));
        print("look", Messages.look(Settings.DEFAULTS.change().mode("on").strength(0.7f).denoise(1 / 3f).build()));
        StringBuilder anything = new StringBuilder();
        for (int at = 0; at < MANY; at++) anything.append((char) (at % 0x10000));
        print("report", Messages.report(anything.toString()));
        print("report", Messages.report(""));
        Sayings sayings = new Sayings();
        Outgoing outgoing = new Outgoing(sayings, new Bitrate(), "0123");
        outgoing.begin(PicturePlan.upright(720, 1280, 30));
        outgoing.give(1, 0);
        outgoing.mark(true);
        outgoing.send(true, 1, ByteBuffer.allocate(8), "gles", 0);
    }

    @Override
    public void send(String type, JSONObject fields) {
        print(type, fields);
    }

    @Override
    public boolean sendPicture(boolean key, boolean enhanced, long capturedUs, ByteBuffer accessUnit) {
        return true;
    }

    @Override
    public long waitingBytes() {
        return 0;
    }

    private static void print(String type, JSONObject fields) {
        try {
            byte[] line = (fields.put("type", type) + "\n").getBytes(StandardCharsets.UTF_8);
            System.out.write(line, 0, line.length);
            System.out.flush();
        } catch (JSONException e) {
            throw new AssertionError(e);
        }
    }
}
