package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.json.JSONObject;
import org.junit.Test;

/** What leaves, and in which order. */
public class OutgoingTest implements Outgoing.Wire {
    private static final ByteBuffer UNIT = ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 0x65});
    private static final long MS = 1000000L;

    private final List<String> said = new ArrayList<String>();
    private final Bitrate bitrate = new Bitrate();
    private final Outgoing outgoing = new Outgoing(this, bitrate, "abc");
    private long waiting;
    private boolean isOpen = true;

    public OutgoingTest() {
        bitrate.start(1280, 720, 30);
        outgoing.begin(PicturePlan.upright(1280, 720, 30));
    }

    @Test
    public void itIsSaidWhatComesBeforeItComes() {
        give(1, false);
        give(2, true);
        give(3, true);
        send(true, 1);
        send(false, 2);
        send(false, 3);
        assertEquals(Arrays.asList("stream false none", "picture 1 key", "stream true gles", "picture 2 enhanced",
            "picture 3 enhanced"), said);
    }

    @Test
    public void anotherConnectionIsToldAgain() {
        give(1, false);
        send(true, 1);
        outgoing.begin(PicturePlan.upright(1280, 720, 30));
        give(2, false);
        send(true, 2);
        assertEquals(Arrays.asList("stream false none", "picture 1 key", "stream false none", "picture 2 key"), said);
    }

    @Test
    public void whatIsLostNeedsAKeyFrame() {
        give(1, false);
        assertFalse(send(true, 1));
        isOpen = false;
        give(2, false);
        assertTrue(send(false, 2));
        isOpen = true;
        give(3, false);
        assertTrue("nobody could decode it", send(false, 3));
        give(4, false);
        assertFalse(send(true, 4));
        assertEquals(Arrays.asList("stream false none", "picture 1 key", "picture 4 key"), said);
    }

    @Test
    public void itBeginsWithAKeyFrame() {
        give(1, false);
        assertTrue(send(false, 1));
        assertTrue(said.isEmpty());
    }

    @Test
    public void whatWouldWaitIsNotCoded() {
        waiting = 48000;
        assertFalse(outgoing.isFull());
        waiting = 89857; // a fifth of a second of 3594240 bits
        assertTrue(outgoing.isFull());
        assertTrue("the bitrate falls", outgoing.steer());
        assertEquals(2875392, bitrate.bps());
        waiting = 0;
        assertFalse(outgoing.isFull());
        assertEquals(1, figures().dropped);
    }

    @Test
    public void anEncoderThatGivesNothingIsGivenNoMore() {
        for (int frame = 0; frame < Outgoing.MOST_QUEUED; frame++) {
            assertFalse(outgoing.isFull());
            give(frame, false);
        }
        assertTrue(outgoing.isFull());
        Figures figures = figures();
        assertEquals("to be seen that it is stuck", Outgoing.MOST_QUEUED + 1, figures.given);
        assertEquals(0, figures.coded);
    }

    @Test
    public void picturesThatTheEncoderLeavesOutDoNotCount() {
        for (int frame = 0; frame < 100; frame++) {
            assertFalse("frame " + frame, outgoing.isFull());
            give(frame, frame % 3 == 0);
            if (frame % 3 == 0) send(frame == 0, frame);
        }
        for (String each : said) assertTrue(each, each.startsWith("stream true") || each.contains("enhanced"));
    }

    @Test
    public void anEncoderMayBeFasterThanTheWordOnThePicture() {
        give(1, true);
        send(true, 1);
        outgoing.give(2, 0);
        send(false, 2);
        outgoing.mark(true);
        assertEquals(Arrays.asList("stream true gles", "picture 1 key enhanced", "picture 2 enhanced"), said);
    }

    @Test
    public void whatIsTakenBackIsDropped() {
        give(1, true);
        outgoing.give(2, 0);
        outgoing.takeBack();
        send(true, 1);
        Figures figures = figures();
        assertEquals(1, figures.given);
        assertEquals(1, figures.coded);
        assertEquals(1, figures.dropped);
    }

    @Test
    public void theEncodersTimeIsBlended() {
        outgoing.give(1, 0);
        outgoing.send(true, 1, UNIT, "gles", 10 * MS);
        assertEquals(10, figures().encodeMs, 1e-6);
        outgoing.give(2, 0);
        outgoing.send(false, 2, UNIT, "gles", 20 * MS);
        assertEquals(11, figures().encodeMs, 1e-6);
    }

    @Override
    public void send(String type, JSONObject fields) {
        assertEquals("ws", fields.optString("transport"));
        assertEquals(1280, fields.optInt("width"));
        assertEquals(720, fields.optInt("height"));
        assertEquals(30, fields.optInt("fps"));
        assertEquals("abc", fields.optString("model"));
        said.add(type + " " + fields.optBoolean("enhanced") + " " + fields.optString("accelerator"));
    }

    @Override
    public boolean sendPicture(boolean key, boolean enhanced, long capturedUs, ByteBuffer accessUnit) {
        if (isOpen) said.add("picture " + capturedUs + (key ? " key" : "") + (enhanced ? " enhanced" : ""));
        return isOpen;
    }

    @Override
    public long waitingBytes() {
        return waiting;
    }

    private void give(long takenUs, boolean isEnhanced) {
        outgoing.give(takenUs, 0);
        outgoing.mark(isEnhanced);
    }

    private boolean send(boolean key, long takenUs) {
        return outgoing.send(key, takenUs, UNIT, "gles", MS);
    }

    private Figures figures() {
        Figures figures = new Figures();
        outgoing.tell(figures);
        return figures;
    }
}
