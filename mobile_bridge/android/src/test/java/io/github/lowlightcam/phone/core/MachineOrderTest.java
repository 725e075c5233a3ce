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
    /** Of events; the property `depth` makes it deeper. */
    private static final int DEPTH = Integer.getInteger("depth", 6);
    private static final int WALKS = 300;
    private static final int WALK = 300;

    /**
     * All orders of this many events. Orders that lead to the same are followed once: what is the same is told by all that
     * machine and fakes know.
     */
    @Test
    public void allOrdersOfEvents() {
        Set<String> known = new HashSet<String>();
        List<Event[]> leaves = new ArrayList<Event[]>();
        leaves.add(new Event[0]);
        int orders = 0;
        for (int depth = 1; depth <= DEPTH; depth++) {
            List<Event[]> next = new ArrayList<Event[]>();
            for (Event[] path : leaves) {
                for (Event event : Event.values()) {
                    Event[] longer = Arrays.copyOf(path, depth);
                    longer[depth - 1] = event;
                    World world = go(longer);
                    orders += 1;
                    if (!known.add(Memory.of(world))) continue;
                    next.add(longer);
                    comesBack(world, longer);
                }
            }
            leaves = next;
        }
        System.out.println(orders + " orders followed, " + known.size() + " states, all " + DEPTH + " events long");
        assertTrue(known.size() > 1000);
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
