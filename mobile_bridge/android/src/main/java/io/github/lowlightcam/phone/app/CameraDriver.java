package io.github.lowlightcam.phone.app;

import android.hardware.camera2.CameraManager;
import android.os.Handler;
import android.os.Process;
import io.github.lowlightcam.phone.core.CameraPlan;
import io.github.lowlightcam.phone.core.CameraPort;
import io.github.lowlightcam.phone.core.CameraProblem;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.OpenCamera;
import java.util.List;

/** The cameras, by Camera2, on a thread of their own. Each opening is a {@link Shooting}. */
final class CameraDriver implements CameraPort {
    private final Worker thread = new Worker("camera", Process.THREAD_PRIORITY_DISPLAY);
    private final CameraManager manager;
    private final Lenses lenses;
    private final Studio studio;
    private final Handler main;
    private Listener listener;
    private final CameraManager.AvailabilityCallback availability = new Free();
    private volatile Commands.Scanner scanner;
    private Shooting shooting;

    CameraDriver(CameraManager manager, Studio studio, Handler main) {
        this.manager = manager;
        this.studio = studio;
        this.main = main;
        lenses = new Lenses(manager);
        look();
        manager.registerAvailabilityCallback(availability, main);
    }

    void listen(Listener next) {
        listener = next;
    }

    /** Who is given the brightness of pictures that are taken to find a code in. */
    void scanInto(Commands.Scanner next) {
        scanner = next;
    }

    @Override
    public void open(int turn, CameraPlan plan) {
        final Shooting next = new Shooting(turn, plan, this);
        shooting = next;
        thread.post(new Runnable() {
            @Override
            public void run() {
                next.open();
            }
        });
    }

    @Override
    public void change(final CameraPlan plan) {
        final Shooting now = shooting;
        thread.post(new Runnable() {
            @Override
            public void run() {
                now.change(plan);
            }
        });
    }

    @Override
    public void close() {
        final Shooting now = shooting;
        thread.post(new Runnable() {
            @Override
            public void run() {
                now.leave();
            }
        });
    }

    @Override
    public List<Lens> lenses() {
        return lenses.known();
    }

    /** What each camera can, for the self-test. */
    String words() {
        StringBuilder all = new StringBuilder();
        for (Lens each : lenses.known()) {
            try {
                all.append("camera ").append(each.id).append(": ").append(lenses.traits(each.id).words()).append('\n');
            } catch (Exception e) { // the camera service has ended, say
                all.append("camera ").append(each.id).append(": ").append(e).append('\n');
            }
        }
        return all.toString();
    }

    void end() {
        manager.unregisterAvailabilityCallback(availability);
        if (shooting != null) close();
        thread.end();
    }

    // ---------------------------------------------------------------- for Shooting

    CameraManager manager() {
        return manager;
    }

    Lenses all() {
        return lenses;
    }

    Studio studio() {
        return studio;
    }

    Handler handler() {
        return thread.handler;
    }

    Commands.Scanner scanner() {
        return scanner;
    }

    void opened(final int turn, final OpenCamera camera) {
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onCameraOpened(turn, camera);
            }
        });
    }

    void failed(final int turn, final CameraProblem problem, final String words) {
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onCameraFailed(turn, problem, words);
            }
        });
    }

    void closed(final int turn) {
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onCameraClosed(turn);
            }
        });
    }

    private void look() {
        thread.post(new Runnable() {
            @Override
            public void run() {
                lenses.look();
            }
        });
    }

    /** Hears that a camera has become free, or that there is another one. */
    private final class Free extends CameraManager.AvailabilityCallback {
        @Override
        public void onCameraAvailable(String id) {
            if (!lenses.knows(id)) look();
            listener.onCameraFree();
        }

        @Override
        public void onCameraUnavailable(String id) {
            // one that is ours is told of elsewhere, and another one does not matter
        }
    }
}
