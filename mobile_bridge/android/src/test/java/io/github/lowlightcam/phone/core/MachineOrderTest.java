package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

/** Every order of loss and return: whatever has happened, nothing forbidden is done, and all comes back. */
public class MachineOrderTest {
    /** What is lost and comes back. */
    private static final Event[] LOSSES = {
        Event.WANTED, Event.UNWANTED, Event.COMPUTER_AWAY, Event.COMPUTER_BACK, Event.CAMERA_TAKEN, Event.CAMERA_FREE,
        Event.ENCODER_FAILS, Event.CAMERA_FORBIDDEN, Event.CAMERA_ALLOWED, Event.HOT, Event.COOL, Event.STOP,
        Event.START, Event.HIDE, Event.SHOW, Event.SECOND,
    };
    private static final Event[] LIVE = {
        Event.SHOW, Event.START, Event.ANSWERS, Event.WANTED, Event.ANSWERS, Event.SECOND,
    };
    private static final int WALKS = 300;
    private static final int WALK = 300;

    @Test
    public void sixLossesAndReturnsInAnyOrder() {
        follow(LIVE, LOSSES, 6);
    }

    @Test
    public void threeEventsOfAllInAnyOrder() {
        follow(LIVE, Event.values(), 3);
    }

    @Test
    public void threeEventsOfAllInAnyOrderFromTheStart() {
        follow(new Event[0], Event.values(), 3);
    }

    @Test
    public void longWalks() {
        Random random = new Random(7);
        Event[] all = Event.values();
        for (int walk = 0; walk < WALKS; walk++) {
            Event[] path = new Event[WALK];
            for (int at = 0; at < WALK; at++) path[at] = all[random.nextInt(all.length)];
            comesBack(go(path), path);
        }
    }

    /**
     * All orders of so many events. Orders that lead to the same are followed once: what is the same is told by all
     * that machine and fakes remember.
     */
    private static void follow(Event[] before, Event[] events, int depth) {
        Set<String> known = new HashSet<String>();
        List<Event[]> ends = new ArrayList<Event[]>();
        ends.add(before);
        for (int length = 1; length <= depth; length++) {
            List<Event[]> next = new ArrayList<Event[]>();
            for (Event[] path : ends) {
                for (Event event : events) {
                    Event[] longer = Arrays.copyOf(path, path.length + 1);
                    longer[path.length] = event;
                    World world = go(longer);
                    if (!known.add(Memory.of(world))) continue;
                    next.add(longer);
                    comesBack(world, longer);
                }
            }
            ends = next;
        }
        System.out.println(events.length + " events, " + depth + " in any order: " + known.size() + " states");
        assertTrue("too few to be all", known.size() > 1000);
    }

    private static World go(Event[] path) {
        World world = new World();
        int done = 0;
        try {
            for (Event event : path) {
                done += 1;
                event.to(world);
                world.check();
            }
        } catch (AssertionError e) {
            throw new AssertionError("after " + Arrays.toString(Arrays.copyOf(path, done)), e);
        }
        return world;
    }

    private static void comesBack(World world, Event[] path) {
        try {
            world.heal();
            for (int minute = 0; minute < 12 && !isAsWished(world); minute++) {
                world.pass(60);
                world.check();
            }
            assertEquals(State.LIVE, world.seen.state);
            assertTrue("not as wished", isAsWished(world));
            world.stop();
            world.check();
            world.pass(1);
            assertFalse("the camera is held", world.camera.isHeld);
            assertFalse("the encoder is held", world.encoder.isOn);
            assertFalse("still looking", world.wire.isFinding);
        } catch (AssertionError e) {
            throw new AssertionError("does not come back after " + Arrays.toString(path), e);
        }
    }

    private static boolean isAsWished(World world) {
        PicturePlan coded = world.encoder.plan;
        boolean isSmall = world.phone.settings.size.equals("640x360");
        return world.seen.state == State.LIVE && world.encoder.isOn && coded.fps == 30
            && coded.width * coded.height == (isSmall ? 640 * 360 : 1280 * 720)
            && world.camera.plan.lens.equals(world.phone.settings.lens);
    }
}
