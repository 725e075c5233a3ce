package io.github.lowlightcam.phone.ui;

import io.github.lowlightcam.phone.core.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers as people read them, as web/app/figures.js has them for the page. */
final class Figures {
    /** Name and value. */
    static final class Row {
        final String name;
        final String value;

        Row(String name, String value) {
            this.name = name;
            this.value = value;
        }
    }

    private Figures() {
    }

    /** Beside the headline: "30 fps · 8.4 ms"; '' while there is no picture. */
    static String brief(Snapshot now, Speech speech) {
        if (!(now.fps > 0)) return "";
        String fps = speech.say(Word.FPS, number(now.fps, 0, speech));
        return Float.isNaN(now.frameMs) ? fps : fps + " · " + ms(now.frameMs, speech);
    }

    /** The details of the sheet. */
    static List<Row> details(Snapshot now, Speech speech) {
        String unknown = speech.say(Word.UNKNOWN);
        List<Row> rows = new ArrayList<Row>();
        row(rows, Word.COMPUTER, now.desktop.isEmpty() ? unknown : now.desktop, speech);
        row(rows, Word.LINK, ms(now.rttMs, speech), speech);
        row(rows, Word.DELAY, ms(now.delayMs, speech), speech);
        row(rows, Word.SENDS, now.width == 0 ? unknown : sends(now, speech), speech);
        row(rows, Word.TAKES, ms(now.frameMs, speech), speech);
        row(rows, Word.GPU_TAKES, ms(now.gpuMs, speech), speech);
        row(rows, Word.ENCODES, ms(now.encodeMs, speech), speech);
        row(rows, Word.DROPPED, number(now.dropped, 0, speech), speech);
        row(rows, Word.RUNS, speech.say("none".equals(now.accelerator) ? Word.THE_COMPUTER : Word.THIS_GPU), speech);
        row(rows, Word.BRIGHTENED, percent(now.amount, speech), speech);
        if (!now.note.isEmpty()) row(rows, Word.NOTE, now.note, speech);
        return Collections.unmodifiableList(rows);
    }

    static String ms(float value, Speech speech) {
        return Float.isNaN(value) ? speech.say(Word.UNKNOWN) : speech.say(Word.MS, number(value, 1, speech));
    }

    /** @param share 0 to 1 */
    static String percent(float share, Speech speech) {
        return speech.say(Word.PERCENT, Math.round(share * 100));
    }

    static String number(double value, int decimals, Speech speech) {
        return String.format(speech.locale(), "%." + decimals + "f", value);
    }

    private static String sends(Snapshot now, Speech speech) {
        return now.width + " × " + now.height + ", " + speech.say(Word.MBPS, number(now.bps / 1e6, 1, speech));
    }

    private static void row(List<Row> rows, Word name, String value, Speech speech) {
        rows.add(new Row(speech.say(name), value));
    }
}
