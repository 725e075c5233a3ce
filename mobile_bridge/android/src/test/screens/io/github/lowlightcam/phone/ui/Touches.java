package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.RadioGroup;
import android.widget.SeekBar;
import android.widget.Spinner;
import android.widget.Switch;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Presses and moves all there is, and tells of what does something else than it should. */
public final class Touches implements Sheet.Listener, Bar.Listener, CardPanel.Listener {
    private final List<String> said = new ArrayList<String>();
    private int count;
    private Snapshot now = Scenes.snapshot(State.LIVE);

    /** @param arguments the folder of resources */
    public static void main(String[] arguments) {
        Touches touches = new Touches();
        Context context = Scenes.context(new File(arguments[0]), "en", 412, 915, 1);
        Words words = new Words(context);
        touches.sheet(new Sheet(context, words, touches));
        touches.bar(new Bar(context, words, touches));
        touches.cards(new CardPanel(context, words, touches));
        System.out.println(touches.count + " passed, 0 failed");
    }

    private void sheet(Sheet sheet) {
        sheet.show(now);
        expect("");
        List<View> fields = fields(sheet);
        for (View each : fields) {
            if (each instanceof RadioGroup) {
                ((RadioGroup) each).check(2);
                expect("MODE=off");
            } else if (each instanceof Spinner && !((Spinner) each).getText().toString().isEmpty()) {
                ((Spinner) each).setSelection(1);
            } else if (each instanceof SeekBar) {
                ((SeekBar) each).slide(3);
            } else if (each instanceof Switch) {
                ((Switch) each).setChecked(true);
                each.performClick();
            }
        }
        expect("STRENGTH=0.15 DENOISE=0.15 BRIGHTENER=ANDROID ZOOM=0.57 EXPOSURE=-1.40 LENS=rear SIZE=1920x1080 "
            + "RATE=60 MIRROR=true");
        sheet.show(now); // what was set comes back from the service, and is not set once more
        expect("");
        now = Scenes.snapshot(State.LIVE);
        sheet.show(now); // nor what the service has set back
        expect("");
        for (View each : fields) {
            boolean isButton = each instanceof Button && !(each instanceof Switch) && each.isClickable;
            if (isButton && each.getId() == View.NO_ID) each.performClick();
        }
        expect("test about forget");
    }

    private void bar(Bar bar) {
        bar.show(now, false, false);
        bar.stand(false, 400);
        for (int at = 0; at < bar.getChildCount(); at++) bar.getChildAt(at).performClick();
        expect("flip torch enhance compare more");
    }

    private void cards(CardPanel panel) {
        for (State state : State.values()) {
            Snapshot moment = Scenes.snapshot(state);
            panel.show(moment);
            Card card = Face.card(moment);
            StringBuilder wanted = new StringBuilder();
            for (View each : fields(panel)) {
                boolean isShown = each.getVisibility() == View.VISIBLE && card != Card.NONE;
                if (isShown && each instanceof Button) each.performClick();
            }
            for (Action each : new Action[] {card.action, card.secondAction}) {
                if (each != Action.NONE) wanted.append(wanted.length() > 0 ? " " : "").append(each);
            }
            expect(wanted.toString());
        }
    }

    private void expect(String wanted) {
        StringBuilder all = new StringBuilder();
        for (String each : said) all.append(all.length() > 0 ? " " : "").append(each);
        said.clear();
        if (!wanted.contentEquals(all)) throw new AssertionError("wanted: " + wanted + "\nsaid:   " + all);
        count++;
    }

    private static List<View> fields(ViewGroup group) {
        List<View> found = new ArrayList<View>();
        for (int at = 0; at < group.getChildCount(); at++) {
            View child = group.getChildAt(at);
            boolean isField = child instanceof RadioGroup || !(child instanceof ViewGroup);
            if (isField) found.add(child);
            else found.addAll(fields((ViewGroup) child));
        }
        return found;
    }

    private void set(Settings settings) {
        Snapshot.Builder next = Scenes.builder(State.LIVE);
        next.settings = settings;
        now = next.build();
    }

    @Override
    public void onChoose(Knob knob, String value) {
        said.add(knob + "=" + value);
        set(Controls.choose(now.settings, knob, value));
    }

    @Override
    public void onSlide(Knob knob, float number) {
        said.add(String.format(Locale.ROOT, "%s=%.2f", knob, number));
        set(Controls.slide(now.settings, knob, number));
    }

    @Override
    public void onSwitch(Knob knob, boolean isOn) {
        said.add(knob + "=" + isOn);
        set(Controls.turn(now.settings, knob, isOn));
    }

    @Override
    public void onSelfTest() {
        said.add("test");
    }

    @Override
    public void onAbout() {
        said.add("about");
    }

    @Override
    public void onForget() {
        said.add("forget");
    }

    @Override
    public void onFlip() {
        said.add("flip");
    }

    @Override
    public void onTorch() {
        said.add("torch");
    }

    @Override
    public void onEnhance() {
        said.add("enhance");
    }

    @Override
    public void onCompare() {
        said.add("compare");
    }

    @Override
    public void onMore() {
        said.add("more");
    }

    @Override
    public void onAction(Action action) {
        said.add(action.name());
    }
}
