package io.github.lowlightcam.phone.core;

import java.util.List;

/**
 * The phone's cameras. Called on the main thread. It answers there too, but never from within a call, with
 * {@link Machine#onCameraOpened}, {@link Machine#onCameraFailed} and {@link Machine#onCameraClosed}.
 */
public interface CameraPort {
    /**
     * Open a camera.
     *
     * @param turn to be given with each answer; answers to an earlier turn are not heeded
     */
    void open(int turn, CameraPlan plan);

    /** Change what is asked of the open camera, which is the same; another size or rate is answered with opened. */
    void change(CameraPlan plan);

    /** Close it, open or opening; answered with closed. One that has failed is closed already. */
    void close();

    List<Lens> lenses();
}
