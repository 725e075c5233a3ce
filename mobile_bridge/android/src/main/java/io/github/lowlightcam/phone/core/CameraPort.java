package io.github.lowlightcam.phone.core;

import java.util.List;

/** The phone's cameras. Called on the main thread. */
public interface CameraPort {
    /** Is answered on the main thread, but never from within a call. */
    interface Listener {
        void onCameraOpened(int turn, OpenCamera camera);

        /** It is closed already. */
        void onCameraFailed(int turn, CameraProblem problem, String words);

        void onCameraClosed(int turn);

        /** Some camera has become free. */
        void onCameraFree();
    }

    /**
     * Open a camera.
     *
     * @param turn to be given with each answer; answers to an earlier turn are not heeded
     */
    void open(int turn, CameraPlan plan);

    /** Change what is asked of the open camera, in the same size; another rate is answered with opened. */
    void change(CameraPlan plan);

    /** Close it, open or opening; answered with closed. One that has failed is closed already. */
    void close();

    List<Lens> lenses();
}
