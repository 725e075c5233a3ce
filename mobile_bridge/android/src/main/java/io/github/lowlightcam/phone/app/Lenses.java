package io.github.lowlightcam.phone.app;

import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraManager;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The phone's cameras that give common pictures; none before {@link #look}. */
final class Lenses {
    private final CameraManager manager;
    private volatile List<Lens> known = Collections.emptyList();

    Lenses(CameraManager manager) {
        this.manager = manager;
    }

    /** Look again: a camera may have been plugged in. */
    void look() {
        List<Lens> found = new ArrayList<Lens>();
        try {
            for (String id : manager.getCameraIdList()) {
                Traits traits = new Traits(manager.getCameraCharacteristics(id));
                if (traits.isCommon()) found.add(new Lens(id, traits.side(), traits.focalMm()));
            }
        } catch (CameraAccessException | RuntimeException e) {
            return; // the camera service restarts: what was known is so again soon
        }
        known = Collections.unmodifiableList(found);
    }

    boolean knows(String id) {
        for (Lens each : known) {
            if (each.id.equals(id)) return true;
        }
        return false;
    }

    List<Lens> known() {
        return known;
    }

    Traits traits(String id) throws CameraAccessException {
        return new Traits(manager.getCameraCharacteristics(id));
    }

    /** The id of a lens by the settings' word for it; the first of all if it is not there, '' if there is none. */
    String find(String wanted) {
        Lens.Side side = wanted.equals(Settings.REAR) ? Lens.Side.REAR : Lens.Side.FRONT;
        for (Lens each : known) {
            if (each.id.equals(wanted)) return each.id;
        }
        for (Lens each : known) {
            if (each.side == side) return each.id;
        }
        return known.isEmpty() ? "" : known.get(0).id;
    }
}
