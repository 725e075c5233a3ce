package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.res.Configuration;
import android.content.res.Resources;
import android.view.View;
import io.github.lowlightcam.phone.core.Abilities;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;
import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Every screen of the app, as it is in some moment. */
final class Scenes {
    static final float DENSITY = 2;
    private static final Runnable NOTHING = new Runnable() {
        @Override
        public void run() {
        }
    };

    private final Context context;
    private final Words words;
    final Configuration configuration;
    final Map<String, View> all = new LinkedHashMap<String, View>();

    Scenes(File resources, String language, int widthDp, int heightDp, float fontScale) {
        configuration = new Configuration(widthDp, heightDp, fontScale, Locale.forLanguageTag(language));
        context = new Context(new Resources(resources, language, configuration, DENSITY)) { };
        words = new Words(context);
        for (State state : State.values()) all.put(state.name().toLowerCase(Locale.ROOT), camera(state));
        CameraScreen sheet = camera(State.LIVE);
        sheet.openSheet(true);
        all.put("sheet", sheet);
        CameraScreen split = camera(State.LIVE);
        split.compare(true);
        split.hint(words.say(Word.SLOWED));
        all.put("compare", split);
        Bond bond = new Bond(null, null);
        all.put("about", new AboutPage(context, words, NOTHING));
        all.put("test", new TestPage(context, words, bond, NOTHING));
        TestPage done = new TestPage(context, words, bond, NOTHING);
        done.onProgress(1);
        done.onReport("gles: passed (off by 0.004 levels)\ncamera: 1280x720 at 15, 24, 30\nGL: OpenGL ES 3.2");
        all.put("report", done);
        all.put("scan", new ScanScreen(context, words, null));
    }

    static Context context(File resources, String language, int widthDp, int heightDp, float fontScale) {
        Configuration configuration = new Configuration(widthDp, heightDp, fontScale, Locale.forLanguageTag(language));
        return new Context(new Resources(resources, language, configuration, DENSITY)) { };
    }

    private CameraScreen camera(State state) {
        Snapshot now = snapshot(state);
        Hands hands = new Hands(null, null);
        CameraScreen screen = new CameraScreen(context, words, new Stage.Listener() {
            @Override
            public void onSurface(Object surface, int width, int height) {
            }

            @Override
            public void onSurfaceGone() {
            }

            @Override
            public void onSplit(float place) {
            }
        }, null, hands, hands);
        screen.show(now);
        return screen;
    }

    static Snapshot snapshot(State state) {
        return builder(state).build();
    }

    static Snapshot.Builder builder(State state) {
        Abilities.Builder can = new Abilities.Builder();
        can.torch = true;
        can.minZoom = 0.5f;
        can.maxZoom = 8;
        can.minExposure = -2;
        can.maxExposure = 2;
        can.lowLightBoost = true;
        can.sizes.addAll(Settings.SIZES);
        can.rates.addAll(Settings.RATES);
        Snapshot.Builder now = new Snapshot.Builder();
        now.state = state;
        now.argument = "192.168.178.20";
        now.retrySeconds = state == State.COMPUTER_GONE ? 4 : 0;
        now.desktop = "living-room-computer";
        now.abilities = can.build();
        now.lenses = Arrays.asList(new Lens("1", Lens.Side.FRONT, 26), new Lens("0", Lens.Side.REAR, 24),
            new Lens("2", Lens.Side.REAR, 77));
        boolean isOn = state == State.LIVE || state == State.READY || state == State.COMPUTER_GONE;
        now.width = isOn ? 720 : 0;
        now.height = isOn ? 1280 : 0;
        now.fps = isOn ? 29.8f : 0;
        now.frameMs = 12.4f;
        now.encodeMs = 9.1f;
        now.bps = 3900000;
        now.rttMs = 4.2f;
        now.amount = 0.43f;
        now.accelerator = "gles";
        return now;
    }
}
