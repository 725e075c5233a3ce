package io.github.lowlightcam.phone.ui;

import io.github.lowlightcam.phone.core.HeatLevel;
import io.github.lowlightcam.phone.core.Snapshot;

/** Warnings that are told once, when they begin. Main thread. */
final class Hints {
    private static final float LOW_BATTERY = 0.15f;

    private Word told = Word.UNKNOWN;

    /** What is to be told now; '' for nothing. */
    String next(Snapshot now, Speech speech) {
        Word warning = warning(now);
        boolean isNew = warning != told;
        told = warning;
        if (!isNew || warning == Word.UNKNOWN) return "";
        return warning == Word.BATTERY_LOW ? speech.say(warning, Math.round(now.battery * 100)) : speech.say(warning);
    }

    private static Word warning(Snapshot now) {
        if (now.slowed) return Word.SLOWED;
        if (now.heat.compareTo(HeatLevel.MODERATE) >= 0) return Word.HOT;
        if (now.battery < LOW_BATTERY && !now.charging) return Word.BATTERY_LOW; // never so for NaN
        return Word.UNKNOWN;
    }
}
