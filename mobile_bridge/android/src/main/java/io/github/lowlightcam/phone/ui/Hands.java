package io.github.lowlightcam.phone.ui;

import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;

/** What a person does with bar and sheet. Main thread. */
final class Hands implements Bar.Listener, Sheet.Listener {
    private final MainActivity window;
    private final Bond bond;

    Hands(MainActivity window, Bond bond) {
        this.window = window;
        this.bond = bond;
    }

    @Override
    public void onFlip() {
        change(Controls.flip(now()));
    }

    @Override
    public void onTorch() {
        bond.commands().torch(!now().torch);
    }

    @Override
    public void onEnhance() {
        change(Controls.brighten(now().settings));
    }

    @Override
    public void onCompare() {
        window.compare();
    }

    @Override
    public void onMore() {
        window.openSheet(!window.isSheetOpen());
    }

    @Override
    public void onChoose(Knob knob, String value) {
        change(Controls.choose(now().settings, knob, value));
    }

    @Override
    public void onSlide(Knob knob, float number) {
        change(Controls.slide(now().settings, knob, number));
    }

    @Override
    public void onSwitch(Knob knob, boolean isOn) {
        change(Controls.turn(now().settings, knob, isOn));
    }

    @Override
    public void onSelfTest() {
        window.openSelfTest();
    }

    @Override
    public void onAbout() {
        window.openAbout();
    }

    @Override
    public void onForget() {
        window.askToForget();
    }

    private void change(Settings settings) {
        bond.commands().change(settings);
    }

    private Snapshot now() {
        return bond.commands().snapshot();
    }
}
