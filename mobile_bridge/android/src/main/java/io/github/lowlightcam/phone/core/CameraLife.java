package io.github.lowlightcam.phone.core;

/**
 * One camera from its opening to its end, whatever Android tells of it and in whatever order. It is closed before its
 * end is told, and its end is told whenever it was opened. On one thread.
 */
public final class CameraLife {
    /** Does what is to be done with the camera. */
    public interface Hands {
        /** The camera is open: have it draw, then say {@link CameraLife#drawing}, or {@link CameraLife#lose}. */
        void begin();

        /** Close it; answered with {@link CameraLife#closed}. May be called again. */
        void close();

        /** It is closed: let go of what it drew into. */
        void letGo();

        void tellOpened();

        void tellFailed(CameraProblem problem, String words);

        void tellClosed();
    }

    private final Hands hands;
    private boolean isThere;
    private boolean isUnwanted;
    private boolean isOver;
    private CameraProblem problem = CameraProblem.NONE;
    private String words = "";

    public CameraLife(Hands hands) {
        this.hands = hands;
    }

    /** Whether it can be asked for something else. */
    public boolean isUsable() {
        return isThere && !isUnwanted && !isOver && problem == CameraProblem.NONE;
    }

    /** Android has not even begun to open it. */
    public void refused(CameraProblem why, String said) {
        problem = why;
        words = said;
        end();
    }

    /** It is open. */
    public void opened() {
        if (isOver) return;
        isThere = true;
        if (isUnwanted) hands.close();
        else hands.begin();
    }

    /** It draws, as it was asked to. */
    public void drawing() {
        if (isUsable()) hands.tellOpened();
    }

    /** Android has taken it away, or something with it has gone wrong: it is closed, and that is told then. */
    public void lose(CameraProblem why, String said) {
        if (isOver) return;
        isThere = true;
        if (problem == CameraProblem.NONE) {
            problem = why;
            words = said;
        }
        hands.close();
    }

    /** It is not wanted any more. */
    public void leave() {
        isUnwanted = true;
        if (isOver) hands.tellClosed();
        else if (isThere) hands.close();
    }

    /** Android has closed it. */
    public void closed() {
        if (problem == CameraProblem.NONE) problem = CameraProblem.LOST; // nobody has asked for that
        end();
    }

    private void end() {
        if (isOver) return;
        isOver = true;
        hands.letGo();
        if (isUnwanted) hands.tellClosed();
        else hands.tellFailed(problem, words);
    }
}
