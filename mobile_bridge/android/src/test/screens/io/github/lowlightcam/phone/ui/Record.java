package io.github.lowlightcam.phone.ui;

import android.os.IBinder;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;
import io.github.lowlightcam.phone.net.Invitation;
import java.util.List;

/** A service that writes down what it is told. */
final class Record implements Commands, IBinder {
    private final List<String> said;
    State state = State.UNPAIRED;

    Record(List<String> said) {
        this.said = said;
    }

    @Override
    public void addListener(Listener listener) {
        said.add("listen");
        listener.onSnapshot(snapshot());
    }

    @Override
    public void removeListener(Listener listener) {
        said.add("unlisten");
    }

    @Override
    public Snapshot snapshot() {
        return Scenes.snapshot(state);
    }

    @Override
    public void pair(Invitation invitation) {
        said.add("pair " + invitation.hosts.get(0));
    }

    @Override
    public void forget() {
        said.add("forget");
    }

    @Override
    public void change(Settings settings) {
        said.add("change");
    }

    @Override
    public void torch(boolean isOn) {
        said.add("torch " + isOn);
    }

    @Override
    public void retry() {
        said.add("retry");
    }

    @Override
    public void permissionsChanged() {
        said.add("permissions");
    }

    @Override
    public void showPreview(Object surface, int width, int height) {
        said.add("show");
    }

    @Override
    public void hidePreview() {
        said.add("hide");
    }

    @Override
    public void split(float place) {
        said.add("split " + place);
    }

    @Override
    public void scan(Scanner scanner) {
        said.add("scan");
    }

    @Override
    public void stopScan() {
        said.add("unscan");
    }

    @Override
    public void selfTest(TestListener listener) {
        said.add("test");
    }

    @Override
    public void sendReport(String report) {
        said.add("report");
    }

    @Override
    public void stop() {
        said.add("stop");
    }
}
