package io.github.lowlightcam.phone.app;

import android.content.Context;
import android.hardware.camera2.CameraManager;
import android.os.Binder;
import android.os.Handler;
import android.os.Looper;
import android.os.SystemClock;
import android.view.OrientationEventListener;
import io.github.lowlightcam.phone.core.Abilities;
import io.github.lowlightcam.phone.core.Clock;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.core.Looks;
import io.github.lowlightcam.phone.core.Machine;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.gl.Look;
import io.github.lowlightcam.phone.net.Invitation;
import java.util.ArrayList;
import java.util.List;

/** All parts of the app but for its screens, put together. On the main thread. */
final class Station extends Binder implements Commands, Machine.Listener, Clock {
    private static final long TICK_MS = 1000;

    private final Handler main = new Handler(Looper.getMainLooper());
    private final List<Listener> listeners = new ArrayList<Listener>();
    private final Machine.Listener service;
    private final Assets assets;
    private final LinkDriver link;
    private final Sender sender;
    private final Studio studio;
    private final CameraDriver camera;
    private final Machine machine;
    private final OrientationEventListener orientation;
    private final Runnable tick = new Tick();
    private Snapshot newest = Snapshot.EMPTY;
    private Settings seenSettings = Settings.DEFAULTS;
    private Abilities seenAbilities = Abilities.NONE;
    private boolean isTested;

    /** @param service is told of each snapshot before the other listeners */
    Station(Context context, Machine.Listener service) {
        this.service = service;
        Body body = new Body(context);
        assets = new Assets(context.getAssets());
        link = new LinkDriver(context, Body.name(), main);
        sender = new Sender(link, assets.modelHash());
        seenSettings = body.settings();
        Look look = Looks.of(seenSettings, Abilities.NONE);
        studio = new Studio(assets, look, sender, Hints.of(context), main, new Ready());
        camera = new CameraDriver(context.getSystemService(CameraManager.class), studio, main);
        machine = new Machine(camera, studio, link, body, this, this);
        camera.listen(machine);
        studio.listen(machine);
        link.listen(machine);
        orientation = new OrientationEventListener(context) {
            @Override
            public void onOrientationChanged(int angle) {
                machine.onTurned(angle);
            }
        };
        machine.start();
        main.postDelayed(tick, TICK_MS);
    }

    /** Let go of everything, for good. */
    void close() {
        machine.stop();
        main.removeCallbacks(tick);
        orientation.disable();
        camera.end();
        studio.close();
        sender.close();
        link.close();
    }

    @Override
    public long nowMs() {
        return SystemClock.elapsedRealtime();
    }

    @Override
    public void onSnapshot(Snapshot snapshot) {
        newest = snapshot;
        if (!snapshot.settings.equals(seenSettings) || snapshot.abilities != seenAbilities) {
            seenSettings = snapshot.settings;
            seenAbilities = snapshot.abilities;
            studio.look(Looks.of(seenSettings, seenAbilities), Looks.isByAndroid(seenSettings, seenAbilities));
        }
        if (snapshot.width > 0) orientation.enable();
        else orientation.disable();
        service.onSnapshot(snapshot);
        for (Listener each : new ArrayList<Listener>(listeners)) each.onSnapshot(snapshot);
    }

    // ---------------------------------------------------------------- Commands

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
        listener.onSnapshot(newest);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public Snapshot snapshot() {
        return newest;
    }

    @Override
    public void pair(Invitation invitation) {
        machine.pair(invitation);
    }

    @Override
    public void forget() {
        machine.forget();
    }

    @Override
    public void change(Settings settings) {
        machine.change(settings);
    }

    @Override
    public void torch(boolean isOn) {
        machine.torch(isOn);
    }

    @Override
    public void retry() {
        machine.start();
    }

    @Override
    public void permissionsChanged() {
        machine.permissionsChanged();
    }

    @Override
    public void showPreview(Object surface, int width, int height) {
        studio.show(surface);
        machine.show(true);
    }

    @Override
    public void hidePreview() {
        studio.hide();
        machine.show(false);
    }

    @Override
    public void split(float place) {
        studio.split(place);
    }

    @Override
    public void scan(Scanner scanner) {
        camera.scanInto(scanner);
        machine.scan(true);
    }

    @Override
    public void stopScan() {
        machine.scan(false);
    }

    @Override
    public void selfTest(final TestListener listener) {
        machine.test(true);
        new SelfTests(assets, camera, main, new TestListener() {
            @Override
            public void onProgress(float share) {
                listener.onProgress(share);
            }

            @Override
            public void onReport(String report) {
                machine.test(false);
                listener.onReport(report);
            }
        }).start();
    }

    @Override
    public void sendReport(String report) {
        isTested = true;
        machine.report(report);
    }

    @Override
    public void stop() {
        machine.stop();
    }

    /** Once a second. */
    private final class Tick implements Runnable {
        @Override
        public void run() {
            main.postDelayed(this, TICK_MS);
            machine.tick();
        }
    }

    /** The GPU is ready: there is something to tell the computer. */
    private final class Ready implements Runnable {
        @Override
        public void run() {
            if (isTested) return;
            String tried = studio.tried();
            machine.report("the app: " + tried.split("\n", 2)[0] + "\n" + SelfTests.phone() + tried + camera.words());
        }
    }
}
