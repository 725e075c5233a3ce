package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import org.json.JSONObject;
import org.junit.Test;

/** What a person sees, and what is done, as the computer comes, goes and speaks. */
public class MachineLinkTest {
    private final World world = new World();

    @Test
    public void aComputerThatIsAwayForLongLetsThePhoneSleep() {
        world.live();
        world.wire.lose();
        assertEquals(State.COMPUTER_GONE, world.seen.state);
        assertFalse(world.encoder.isOn);
        world.pass(170);
        assertTrue(world.phone.isAwake);
        world.pass(20);
        assertFalse(world.phone.isAwake);
        assertFalse(world.camera.isHeld);
        world.wire.isThere = true;
        world.answer();
        world.wire.want(true);
        world.answer();
        assertEquals(State.LIVE, world.seen.state);
        assertTrue(world.phone.isAwake);
    }

    @Test
    public void aComputerThatHasMovedIsLookedFor() {
        world.live();
        world.wire.lose();
        world.pass(7);
        assertTrue(world.wire.isFinding);
        world.wire.isThere = true;
        world.machine.onFound("10.0.0.77", 9000);
        assertEquals("10.0.0.77", world.wire.identity.hosts.get(0));
        assertEquals(9000, world.wire.identity.port);
        world.pass(1);
        assertFalse(world.wire.isFinding);
        assertEquals(State.READY, world.seen.state);
    }

    @Test
    public void aComputerThatIsOffIsNotLookedForAllNight() {
        world.live();
        world.machine.show(false);
        world.wire.lose();
        world.pass(60);
        assertTrue(world.wire.isFinding);
        world.pass(130);
        assertFalse(world.wire.isFinding);
        world.machine.show(true);
        world.pass(1);
        assertTrue(world.wire.isFinding);
    }

    @Test
    public void anotherComputerThatIsFoundIsLeftAlone() {
        world.live();
        world.wire.lose();
        world.pass(7);
        world.machine.onFound("10.0.0.78", 9000);
        assertEquals("10.0.0.78", world.wire.identity.hosts.get(0));
        world.wire.become(Link.State.REFUSED, "certificate");
        assertEquals("10.0.0.2", world.wire.identity.hosts.get(0));
        world.pass(7);
        world.machine.onFound("10.0.0.78", 9000);
        assertEquals("10.0.0.2", world.wire.identity.hosts.get(0));
        assertEquals(State.COMPUTER_GONE, world.seen.state);
    }

    @Test
    public void pairing() {
        World fresh = unpaired();
        fresh.start();
        assertEquals(State.UNPAIRED, fresh.seen.state);
        assertFalse(fresh.camera.isHeld);
        fresh.scan(true);
        fresh.answer();
        assertTrue("the scanner's", fresh.camera.plan.scan);
        assertEquals(State.UNPAIRED, fresh.seen.state);
        fresh.scan(false);
        fresh.pair();
        assertEquals(State.CONNECTING, fresh.seen.state);
        fresh.pass(1);
        assertEquals(State.READY, fresh.seen.state);
        assertEquals(FakePhone.PAIRED, fresh.phone.identity);
        assertFalse(fresh.camera.plan.scan);
    }

    @Test
    public void anOldCodeOfAComputerThatKnowsThisPhone() {
        world.start();
        world.answer();
        world.machine.pair(Invitation.parse(World.CODE));
        world.wire.become(Link.State.REFUSED, "token");
        world.answer();
        assertEquals(State.READY, world.seen.state);
    }

    @Test
    public void pairingThroughTheNetworkNeedsItsPermission() {
        World fresh = unpaired();
        fresh.phone.mayUseNetwork = false;
        fresh.pair();
        assertEquals(State.NO_NETWORK_PERMISSION, fresh.seen.state);
        fresh.machine.pair(Invitation.parse("http://localhost:8443/#t=abcdefgh"));
        assertEquals("a cable does not", State.CONNECTING, fresh.seen.state);
    }

    @Test
    public void aCodeOfAComputerThatIsAnotherOne() {
        World fresh = unpaired();
        fresh.pair();
        fresh.wire.become(Link.State.REFUSED, "certificate");
        assertEquals(State.OTHER_CERTIFICATE, fresh.seen.state);
        assertEquals("10.0.0.2", fresh.seen.argument);
    }

    @Test
    public void anOldCode() {
        World fresh = unpaired();
        fresh.pair();
        fresh.wire.become(Link.State.REFUSED, "token");
        assertEquals(State.CODE_USED, fresh.seen.state);
        fresh.start();
        assertEquals(State.UNPAIRED, fresh.seen.state);
    }

    @Test
    public void whyTheComputerDoesNotWantThisPhone() {
        assertEquals(State.FORGOTTEN, refused("forgotten"));
        assertEquals(State.REPLACED, refused("replaced"));
        assertEquals(State.OUTDATED, refused("protocol"));
        assertEquals(State.OTHER_CERTIFICATE, refused("certificate"));
        assertEquals(State.EXPIRED_CERTIFICATE, refused("expired"));
        assertEquals(State.BUSY, refused("busy"));
        assertEquals(State.REFUSED, refused("something new"));
    }

    @Test
    public void aComputerThatDoesNotWantThisPhoneNeedsNoCamera() {
        world.live();
        world.wire.refuse("replaced");
        world.answer();
        assertFalse(world.camera.isHeld);
        assertFalse(world.phone.isAwake);
    }

    @Test
    public void aComputerThatHasForgottenThePhoneIsForgotten() {
        world.live();
        world.wire.refuse("forgotten");
        assertFalse(world.phone.identity.isPaired());
        world.answer();
        assertFalse(world.camera.isHeld);
        assertFalse(world.phone.isAwake);
    }

    @Test
    public void aWelcomeThatComesTooLateIsNotHeeded() {
        world.live();
        world.machine.forget();
        world.machine.onWelcome(World.message("welcome"), FakePhone.PAIRED);
        assertFalse(world.phone.identity.isPaired());
        assertEquals(State.UNPAIRED, world.seen.state);
    }

    @Test
    public void theLookIsTheSameOnPhoneAndComputer() {
        world.live();
        world.wire.forget();
        world.machine.onMessage(World.message("look", "mode", "on", "strength", 0.5, "denoise", 0.25));
        assertEquals("on", world.phone.settings.mode);
        assertEquals(0.25, world.seen.settings.denoise, 0);
        assertTrue("no echo", world.wire.sent.isEmpty());
        world.machine.change(world.phone.settings.change().strength(0.7f).build());
        assertEquals("look", world.wire.sent.get(0));
        assertEquals("{\"mode\":\"on\",\"strength\":0.7,\"denoise\":0.25}", world.wire.fields.get(0).toString());
        world.machine.change(world.phone.settings.change().mirror(true).build());
        assertEquals("mirroring is this phone's own", 1, world.wire.sent.size());
    }

    @Test
    public void theComputersWishes() {
        world.live();
        world.machine.onMessage(World.message("want", "frames", true, "size", "1920x1080", "fps", 60.0));
        world.answer();
        assertEquals(1920, world.camera.plan.width);
        assertEquals(60, world.camera.plan.fps);
        world.machine.onMessage(World.message("want", "frames", true, "size", "../../etc", "fps", -4.0));
        assertEquals("what makes no sense is left away", 1920, world.camera.plan.width);
        assertEquals(60, world.camera.plan.fps);
        int before = world.encoder.keys;
        world.machine.onMessage(World.message("key"));
        assertEquals(before + 1, world.encoder.keys);
        world.machine.onMessage(World.message("something", "new", 1));
        world.machine.onMessage(new JSONObject());
    }

    @Test
    public void theReportIsToldToEachConnection() {
        world.machine.report("line\nwith \u0007 bell and \ud83d\ude00");
        world.start();
        world.answer();
        assertTrue(world.wire.sent.contains("report"));
        String text = world.wire.fields.get(world.wire.sent.indexOf("report")).optString("text");
        assertEquals("line\nwith   bell and   ", text);
        world.wire.forget();
        world.wire.lose();
        world.wire.isThere = true;
        world.answer();
        assertTrue(world.wire.sent.contains("report"));
    }

    @Test
    public void aNewNetworkIsTriedAtOnce() {
        world.live();
        world.wire.lose();
        world.wire.isThere = true;
        world.machine.onNetwork();
        world.answer();
        assertEquals(State.READY, world.seen.state);
    }

    private static State refused(String reason) {
        World world = new World();
        world.start();
        world.answer();
        world.wire.refuse(reason);
        return world.seen.state;
    }

    private static World unpaired() {
        World world = new World();
        world.machine.forget();
        return world;
    }
}
