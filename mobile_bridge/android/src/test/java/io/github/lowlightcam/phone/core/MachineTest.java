package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** What a person sees, and what is done, as things happen to the phone. */
public class MachineTest {
    private final World world = new World();

    @Test
    public void fromTheStartToALivePicture() {
        assertEquals(State.STOPPED, world.seen.state);
        world.machine.show(true);
        world.start();
        assertEquals(State.CONNECTING, world.seen.state);
        world.answer();
        assertEquals("Desk", world.seen.desktop);
        assertEquals(State.READY, world.seen.state);
        assertFalse(world.encoder.isOn);
        world.wire.want(true);
        assertEquals(State.LIVE, world.seen.state);
        assertEquals(720, world.encoder.plan.width); // held upright
        assertEquals(1280, world.encoder.plan.height);
        assertTrue(world.phone.isAwake);
    }

    @Test
    public void aTurnedPhoneSendsALyingPicture() {
        world.live();
        world.machine.onTurned(90);
        assertEquals(1280, world.encoder.plan.width);
        assertEquals(1280, world.seen.width);
        assertTrue(world.encoder.isOn);
    }

    @Test
    public void nobodyWatchesSoTheCameraRests() {
        world.live();
        world.wire.want(false);
        assertEquals(State.READY, world.seen.state);
        world.pass(179);
        assertEquals(State.READY, world.seen.state);
        world.pass(2);
        assertEquals(State.RESTING, world.seen.state);
        assertFalse(world.camera.isHeld);
        assertTrue("it has to hear when somebody watches", world.phone.isAwake);
        world.wire.want(true);
        assertEquals(State.OPENING, world.seen.state);
        world.answer();
        assertEquals(State.LIVE, world.seen.state);
    }

    @Test
    public void itRestsSoonerWhereThePictureIsNotShown() {
        world.live();
        world.machine.show(false);
        world.wire.want(false);
        world.pass(31);
        assertEquals(State.RESTING, world.seen.state);
        world.machine.show(true);
        world.answer();
        assertEquals(State.READY, world.seen.state);
    }

    @Test
    public void permissionsAreSaid() {
        world.phone.mayUseCamera = false;
        world.start();
        assertEquals(State.NO_CAMERA_PERMISSION, world.seen.state);
        world.permit(true);
        world.phone.mayUseNetwork = false;
        world.machine.permissionsChanged();
        assertEquals(State.NO_NETWORK_PERMISSION, world.seen.state);
        world.answer();
        assertEquals("it goes without, as it is open", State.READY, world.seen.state);
    }

    @Test
    public void aCameraThatAnotherAppHas() {
        world.live();
        world.camera.isTaken = true;
        world.answer();
        assertEquals(State.CAMERA_TAKEN, world.seen.state);
        assertEquals(2, world.seen.retrySeconds);
        assertFalse(world.encoder.isOn);
        world.pass(10);
        assertEquals(State.CAMERA_TAKEN, world.seen.state);
        world.camera.isTaken = false;
        world.pass(1);
        assertEquals("not at once", State.CAMERA_TAKEN, world.seen.state);
        world.machine.onCameraFree();
        world.answer();
        assertEquals(State.LIVE, world.seen.state);
    }

    @Test
    public void aCameraThatStopsWithoutAWordIsOpenedAnew() {
        world.live();
        int before = world.camera.opened;
        world.camera.isStill = true;
        world.pass(4);
        assertEquals(before, world.camera.opened);
        world.pass(2);
        assertEquals(before + 1, world.camera.opened);
    }

    @Test
    public void aCameraThatGivesNoAnswerIsOpenedAnew() {
        world.camera.isMute = true;
        world.machine.show(true);
        world.start();
        world.pass(10);
        assertFalse(world.camera.isClosing);
        world.pass(1);
        assertTrue(world.camera.isClosing);
        world.pass(3);
        assertEquals(1, world.camera.opened);
        world.pass(1);
        assertEquals(2, world.camera.opened);
    }

    @Test
    public void anEncoderThatFailsComesBackAndAtLastInSoftware() {
        world.live();
        for (int failure = 0; failure < 3; failure++) {
            assertFalse(world.encoder.isSoftware);
            world.encoder.fail();
            assertEquals(State.ENCODER_FAILED, world.seen.state);
            assertEquals("codec died", world.seen.argument);
            world.pass(2);
            assertEquals(State.LIVE, world.seen.state);
        }
        assertTrue(world.encoder.isSoftware);
    }

    @Test
    public void anEncoderThatGivesNothingHasFailed() {
        world.live();
        world.encoder.isSilent = true;
        world.pass(3);
        assertTrue(world.encoder.isOn);
        world.pass(1);
        assertEquals(State.ENCODER_FAILED, world.seen.state);
        assertFalse(world.encoder.isOn);
    }

    @Test
    public void inTheDarkThereAreFewerPictures() {
        world.live();
        world.encoder.amount = 1;
        world.pass(4);
        assertTrue(world.camera.plan.isDark);
        assertEquals(24, world.camera.plan.fps);
        world.machine.change(world.phone.settings.change().rate("30").build());
        assertFalse("the person's wish", world.camera.plan.isDark);
        assertEquals(30, world.camera.plan.fps);
    }

    @Test
    public void aPhoneThatDoesNotTellIsWarmWhenItIsSlow() {
        world.live();
        for (boolean tells : new boolean[] {true, false}) {
            world.phone.tellsHeat = tells;
            world.encoder.frameMs = 10;
            world.pass(2);
            world.encoder.frameMs = 20;
            world.pass(31);
            assertEquals(!tells, world.seen.slowed);
        }
    }

    @Test
    public void aWarmPhoneSendsLess() {
        world.live();
        world.phone.heat = HeatLevel.MODERATE;
        world.pass(1);
        assertTrue(world.seen.slowed);
        assertEquals(24, world.encoder.plan.fps);
        world.phone.heat = HeatLevel.SEVERE;
        world.pass(2);
        assertEquals(640, Math.max(world.encoder.plan.width, world.encoder.plan.height));
        world.phone.heat = HeatLevel.EMERGENCY;
        world.pass(1);
        assertEquals(State.TOO_HOT, world.seen.state);
        assertFalse(world.camera.isHeld);
    }

    @Test
    public void theSelfTestHasThePhoneToItself() {
        world.live();
        world.test(true);
        world.answer();
        assertFalse(world.encoder.isOn);
        assertFalse(world.camera.isHeld);
        world.test(false);
        world.answer();
        assertEquals(State.LIVE, world.seen.state);
    }
}
