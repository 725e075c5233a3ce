package io.github.lowlightcam.phone.app;

import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCaptureSession;
import android.hardware.camera2.CameraDevice;
import android.view.Surface;
import io.github.lowlightcam.phone.core.CameraChoice;
import io.github.lowlightcam.phone.core.CameraLife;
import io.github.lowlightcam.phone.core.CameraPlan;
import io.github.lowlightcam.phone.core.CameraProblem;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.OpenCamera;
import java.util.ArrayList;
import java.util.List;

/** One camera by Camera2, from its opening to its end. All on the cameras' thread. */
final class Shooting implements CameraLife.Hands {
    private final int turn;
    private final CameraDriver driver;
    private final CameraLife life = new CameraLife(this);
    private CameraPlan plan;
    private Traits traits;
    private String id = "";
    private CameraDevice device;
    private CameraCaptureSession session;
    private Surface surface;
    private ScanReader reader;

    Shooting(int turn, CameraPlan plan, CameraDriver driver) {
        this.turn = turn;
        this.plan = plan;
        this.driver = driver;
    }

    void open() {
        id = driver.all().find(plan.lens);
        if (id.isEmpty()) {
            driver.all().look();
            id = driver.all().find(plan.lens);
        }
        try {
            if (id.isEmpty()) {
                life.refused(CameraProblem.MISSING, "");
                return;
            }
            traits = driver.all().traits(id);
            driver.manager().openCamera(id, new Device(), driver.handler());
        } catch (CameraAccessException e) {
            life.refused(problemOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // not permitted, or gone since it was listed
            life.refused(CameraProblem.LOST, String.valueOf(e.getMessage()));
        }
    }

    void change(CameraPlan next) {
        boolean isOtherRate = next.fps != plan.fps;
        plan = next;
        if (session != null && life.isUsable() && repeat() && isOtherRate) life.drawing();
    }

    void leave() {
        life.leave();
    }

    @Override
    public void begin() {
        try {
            int[] size = CameraChoice.size(traits.sizes, plan.width, plan.height);
            surface = driver.studio().surface(size[0], size[1]);
            List<Surface> outputs = new ArrayList<Surface>();
            outputs.add(surface);
            if (plan.scan) {
                reader = new ScanReader(size[0], size[1], driver);
                outputs.add(reader.surface());
            }
            device.createCaptureSession(outputs, new Session(), driver.handler());
        } catch (CameraAccessException e) {
            life.lose(problemOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // closed meanwhile, or no GPU
            life.lose(CameraProblem.LOST, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        device.close();
    }

    @Override
    public void letGo() {
        if (surface != null) surface.release();
        if (reader != null) reader.close();
    }

    @Override
    public void tellOpened() {
        int[] size = CameraChoice.size(traits.sizes, plan.width, plan.height);
        int[] drawn = CameraChoice.drawn(size, plan.width, plan.height);
        boolean isFront = traits.side() == Lens.Side.FRONT;
        driver.opened(turn, new OpenCamera(id, drawn[0], drawn[1], plan.fps, traits.sensorDegrees(), isFront,
            traits.abilities()));
    }

    @Override
    public void tellFailed(CameraProblem problem, String words) {
        driver.failed(turn, problem, words);
    }

    @Override
    public void tellClosed() {
        driver.closed(turn);
    }

    /** @return whether the camera goes on */
    private boolean repeat() {
        try {
            List<Surface> targets = new ArrayList<Surface>();
            targets.add(surface);
            if (reader != null) targets.add(reader.surface());
            session.setRepeatingRequest(Request.of(device, traits, plan, targets), null, driver.handler());
            return true;
        } catch (CameraAccessException e) {
            life.lose(problemOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // closed meanwhile
            life.lose(CameraProblem.LOST, String.valueOf(e.getMessage()));
        }
        return false;
    }

    private static CameraProblem problemOf(CameraAccessException e) {
        switch (e.getReason()) {
            case CameraAccessException.CAMERA_DISABLED:
                return CameraProblem.OFF;
            case CameraAccessException.CAMERA_IN_USE:
            case CameraAccessException.MAX_CAMERAS_IN_USE:
                return CameraProblem.TAKEN;
            default:
                return CameraProblem.LOST;
        }
    }

    /** The camera itself. */
    private final class Device extends CameraDevice.StateCallback {
        @Override
        public void onOpened(CameraDevice camera) {
            device = camera;
            life.opened();
        }

        @Override
        public void onDisconnected(CameraDevice camera) {
            device = camera;
            life.lose(CameraProblem.TAKEN, "");
        }

        @Override
        public void onError(CameraDevice camera, int error) {
            device = camera;
            life.lose(problemOf(error), "error " + error);
        }

        @Override
        public void onClosed(CameraDevice camera) {
            life.closed();
        }

        private CameraProblem problemOf(int error) {
            switch (error) {
                case ERROR_CAMERA_IN_USE:
                case ERROR_MAX_CAMERAS_IN_USE:
                    return CameraProblem.TAKEN;
                case ERROR_CAMERA_DISABLED:
                    return CameraProblem.OFF;
                default:
                    return CameraProblem.LOST;
            }
        }
    }

    /** What it draws into. */
    private final class Session extends CameraCaptureSession.StateCallback {
        @Override
        public void onConfigured(CameraCaptureSession made) {
            session = made;
            if (life.isUsable() && repeat()) life.drawing();
        }

        @Override
        public void onConfigureFailed(CameraCaptureSession made) {
            life.lose(CameraProblem.LOST, "the camera cannot give such pictures");
        }
    }
}
