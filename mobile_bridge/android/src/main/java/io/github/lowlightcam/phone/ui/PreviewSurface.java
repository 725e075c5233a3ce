package io.github.lowlightcam.phone.ui;

/** Hands the stage's surface to the service, whichever of the two is there first. Main thread. */
final class PreviewSurface implements Stage.Listener {
    private static final Object NONE = new Object();

    private final Bond bond;
    private Object surface = NONE;
    private int width;
    private int height;
    private float place;

    PreviewSurface(Bond bond) {
        this.bond = bond;
    }

    /** The service is there. */
    void show() {
        if (surface == NONE) return;
        bond.commands().showPreview(surface, width, height);
        bond.commands().split(place);
    }

    @Override
    public void onSurface(Object changed, int newWidth, int newHeight) {
        surface = changed;
        width = newWidth;
        height = newHeight;
        show();
    }

    @Override
    public void onSurfaceGone() {
        surface = NONE;
        bond.commands().hidePreview();
    }

    @Override
    public void onSplit(float changed) {
        place = changed;
        bond.commands().split(place);
    }
}
