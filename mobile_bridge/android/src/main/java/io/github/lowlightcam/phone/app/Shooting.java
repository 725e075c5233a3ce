package io.github.lowlightcam.phone.app;

import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCaptureSession;
import android.hardware.camera2.CameraDevice;
import android.view.Surface;
import io.github.lowlightcam.phone.core.CameraChoice;
import io.github.lowlightcam.phone.core.CameraPlan;
import io.github.lowlightcam.phone.core.CameraProblem;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.OpenCamera;
import java.util.ArrayList;
import java.util.List;

/** One camera from its opening to its end. All on the cameras' thread. */
final class Shooting {
    private final int turn;
    private final CameraDriver driver;
    private CameraPlan plan;
    private Traits traits;
    private String id = "";
    private CameraDevice device;
    private CameraCaptureSession session;
    private Surface surface;
    private ScanReader reader;
    private boolean isClosing;
    private boolean isOver;
    /** What went wrong; told when the camera is let go. */
    private CameraProblem problem = CameraProblem.NONE;
    private String words = "";

    Shooting(int turn, CameraPlan plan, CameraDriver driver) {
        this.turn = turn;
        this.plan = plan;
        this.driver = driver;
    }

    Runnable opening() {
        return new Runnable() {
            @Override
            public void run() {
                open();
            }
        };
    }

    Runnable changing(final CameraPlan next) {
        return new Runnable() {
            @Override
            public void run() {
                change(next);
            }
        };
    }

    Runnable closing() {
        return new Runnable() {
            @Override
            public void run() {
                isClosing = true;
                if (device != null) device.close();
                else if (isOver) driver.closed(turn);
            }
        };
    }

    private void open() {
        id = driver.all().find(plan.lens);
        if (id.isEmpty()) {
            driver.all().look();
            id = driver.all().find(plan.lens);
        }
        try {
            if (id.isEmpty()) {
                fail(CameraProblem.MISSING, "");
                return;
            }
            traits = driver.all().traits(id);
            driver.manager().openCamera(id, new Device(), driver.handler());
        } catch (CameraAccessException e) {
            fail(problemOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // not permitted, or gone since it was listed
            fail(CameraProblem.LOST, String.valueOf(e.getMessage()));
        }
    }

    private void change(CameraPlan next) {
        boolean isOtherRate = next.fps != plan.fps;
        plan = next;
        if (session == null || isClosing) return;
        if (repeat() && isOtherRate) tell();
    }

    /** Have the camera draw into the studio, and into the scanner's reader. */
    private void begin() {
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
            lose(problemOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // closed meanwhile, or no GPU
            lose(CameraProblem.LOST, String.valueOf(e.getMessage()));
        }
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
            lose(problemOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // closed meanwhile
            lose(CameraProblem.LOST, String.valueOf(e.getMessage()));
        }
        return false;
    }

    private void tell() {
        int[] size = CameraChoice.size(traits.sizes, plan.width, plan.height);
        int[] drawn = CameraChoice.drawn(size, plan.width, plan.height);
        boolean isFront = traits.side() == Lens.Side.FRONT;
        driver.opened(turn, new OpenCamera(id, drawn[0], drawn[1], plan.fps, traits.sensorDegrees(), isFront,
            traits.abilities()));
    }

    /** Something is wrong with the open camera: let it go, and tell then. */
    private void lose(CameraProblem why, String said) {
        problem = why;
        words = said;
        if (device == null) fail(why, said);
        else device.close();
    }

    private void fail(CameraProblem why, String said) {
        isOver = true;
        endOutputs();
        if (isClosing) driver.closed(turn);
        else driver.failed(turn, why, said);
    }

    private void endOutputs() {
        if (surface != null) surface.release();
        if (reader != null) reader.close();
        surface = null;
        reader = null;
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
            if (isClosing) device.close();
            else begin();
        }

        @Override
        public void onDisconnected(CameraDevice camera) {
            device = camera;
            lose(CameraProblem.TAKEN, "");
        }

        @Override
        public void onError(CameraDevice camera, int error) {
            device = camera;
            switch (error) {
                case ERROR_CAMERA_IN_USE:
                case ERROR_MAX_CAMERAS_IN_USE:
                    lose(CameraProblem.TAKEN, "");
                    break;
                case ERROR_CAMERA_DISABLED:
                    lose(CameraProblem.OFF, "");
                    break;
                default:
                    lose(CameraProblem.LOST, "error " + error);
            }
        }

        @Override
        public void onClosed(CameraDevice camera) {
            if (isOver) return;
            fail(problem, words);
        }
    }

    /** What it draws into. */
    private final class Session extends CameraCaptureSession.StateCallback {
        @Override
        public void onConfigured(CameraCaptureSession made) {
            session = made;
            if (!isClosing && repeat()) tell();
        }

        @Override
        public void onConfigureFailed(CameraCaptureSession made) {
            lose(CameraProblem.LOST, "the camera cannot give such pictures");
        }
    }
}
