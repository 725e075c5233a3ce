package io.github.lowlightcam.phone.ui;

import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.net.Invitation;

/** Stands in for the service while it is not there: does nothing. */
final class Nobody implements Commands {
    @Override
    public void addListener(Listener listener) {
    }

    @Override
    public void removeListener(Listener listener) {
    }

    @Override
    public Snapshot snapshot() {
        return Snapshot.EMPTY;
    }

    @Override
    public void pair(Invitation invitation) {
    }

    @Override
    public void forget() {
    }

    @Override
    public void change(Settings settings) {
    }

    @Override
    public void torch(boolean isOn) {
    }

    @Override
    public void retry() {
    }

    @Override
    public void permissionsChanged() {
    }

    @Override
    public void showPreview(Object surface, int width, int height) {
    }

    @Override
    public void hidePreview() {
    }

    @Override
    public void split(float place) {
    }

    @Override
    public void scan(Scanner scanner) {
    }

    @Override
    public void stopScan() {
    }

    @Override
    public void selfTest(TestListener listener) {
    }

    @Override
    public void sendReport(String report) {
    }

    @Override
    public void stop() {
    }
}
