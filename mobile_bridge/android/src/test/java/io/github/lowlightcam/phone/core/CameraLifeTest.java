package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Whatever Android tells of a camera: it is closed, and then its end is told. */
public class CameraLifeTest {
    private static final int DEPTH = 7;

    /** What Android may tell, as far as it can at that time; and the app. */
    private enum Event {
        OPENED, DRAWS, DISCONNECTED, ERROR, SESSION_FAILS, CLOSED, LEAVE
    }

    @Test
    public void itsWay() {
        Camera camera = new Camera();
        camera.hear(Event.OPENED);
        camera.hear(Event.DRAWS);
        camera.hear(Event.DRAWS);
        camera.hear(Event.LEAVE);
        camera.hear(Event.CLOSED);
        assertEquals(Arrays.asList("begin", "tell opened", "tell opened", "close", "let go", "tell closed"),
            camera.done);
    }

    @Test
    public void oneThatIsNotWantedAnyMoreWhenItOpens() {
        Camera camera = new Camera();
        camera.hear(Event.LEAVE);
        camera.hear(Event.OPENED);
        camera.hear(Event.DRAWS);
        camera.hear(Event.CLOSED);
        assertEquals(Arrays.asList("close", "let go", "tell closed"), camera.done);
    }

    @Test
    public void oneThatIsTakenAway() {
        Camera camera = new Camera();
        camera.hear(Event.OPENED);
        camera.hear(Event.DISCONNECTED);
        camera.hear(Event.SESSION_FAILS);
        assertFalse(camera.life.isUsable());
        camera.hear(Event.CLOSED);
        camera.hear(Event.LEAVE);
        assertEquals(Arrays.asList("begin", "close", "close", "let go", "tell TAKEN", "tell closed"), camera.done);
    }

    @Test
    public void oneThatIsRefused() {
        Camera camera = new Camera();
        camera.life.refused(CameraProblem.OFF, "");
        assertEquals(Arrays.asList("let go", "tell OFF"), camera.done);
    }

    @Test
    public void oneThatClosesByItself() {
        Camera camera = new Camera();
        camera.hear(Event.OPENED);
        camera.hear(Event.CLOSED);
        assertEquals(Arrays.asList("begin", "let go", "tell LOST"), camera.done);
    }

    @Test
    public void allOrders() {
        int orders = follow(new ArrayList<Event>());
        assertTrue("only " + orders, orders > 1000);
    }

    private static int follow(List<Event> before) {
        int orders = 1;
        for (Event event : Event.values()) {
            List<Event> path = new ArrayList<Event>(before);
            path.add(event);
            if (go(path) && path.size() < DEPTH) orders += follow(path);
        }
        return orders;
    }

    /** @return false if Android does not do that */
    private static boolean go(List<Event> path) {
        Camera camera = new Camera();
        for (Event event : path) {
            if (!camera.can(event)) return false;
            camera.hear(event);
        }
        if (camera.isAsked && !camera.isClosed) camera.hear(Event.CLOSED); // Android keeps its word
        long ends = count(camera.done, "tell closed") + count(camera.done, "tell TAKEN")
            + count(camera.done, "tell LOST");
        String all = path + ": " + camera.done;
        assertEquals(all, camera.isClosed, ends > 0);
        assertEquals(all, camera.isClosed ? 1 : 0, count(camera.done, "let go"));
        if (ends > 0) assertTrue(all, camera.done.indexOf("let go") < camera.done.indexOf("tell closed")
            || camera.done.indexOf("tell closed") < 0);
        if (camera.hasLeft && camera.isThere) assertTrue(all, camera.isClosed);
        return true;
    }

    private static long count(List<String> done, String what) {
        int count = 0;
        for (String each : done) count += each.equals(what) ? 1 : 0;
        return count;
    }

    /** Android's side of a camera. */
    private static final class Camera implements CameraLife.Hands {
        final CameraLife life = new CameraLife(this);
        final List<String> done = new ArrayList<String>();
        boolean isThere;
        boolean isAsked;
        boolean isClosed;
        boolean hasLeft;

        boolean can(Event event) {
            switch (event) {
                case OPENED:
                    return !isThere && !isClosed;
                case DRAWS:
                case SESSION_FAILS:
                    return done.contains("begin") && !isClosed;
                case DISCONNECTED:
                case ERROR:
                    return !isClosed;
                case CLOSED:
                    return isThere && !isClosed;
                default:
                    return !hasLeft;
            }
        }

        void hear(Event event) {
            isThere |= event == Event.OPENED || event == Event.DISCONNECTED || event == Event.ERROR;
            switch (event) {
                case OPENED:
                    life.opened();
                    break;
                case DRAWS:
                    life.drawing();
                    break;
                case DISCONNECTED:
                    life.lose(CameraProblem.TAKEN, "");
                    break;
                case ERROR:
                case SESSION_FAILS:
                    life.lose(CameraProblem.LOST, "");
                    break;
                case CLOSED:
                    isClosed = true;
                    life.closed();
                    break;
                default:
                    hasLeft = true;
                    life.leave();
            }
        }

        @Override
        public void begin() {
            assertTrue("begun while it is not there", isThere && !isClosed && !isAsked && !hasLeft);
            done.add("begin");
        }

        @Override
        public void close() {
            assertTrue("closed while it is not there", isThere && !isClosed);
            isAsked = true;
            done.add("close");
        }

        @Override
        public void letGo() {
            done.add("let go");
        }

        @Override
        public void tellOpened() {
            assertTrue("told of a camera that is about to go", isThere && !isAsked && !isClosed && !hasLeft);
            done.add("tell opened");
        }

        @Override
        public void tellFailed(CameraProblem problem, String words) {
            assertFalse("it was not wanted", hasLeft);
            assertFalse("a reason is needed", problem == CameraProblem.NONE);
            done.add("tell " + problem);
        }

        @Override
        public void tellClosed() {
            assertTrue("it was wanted", hasLeft);
            done.add("tell closed");
        }
    }
}
