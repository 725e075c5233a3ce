package io.github.lowlightcam.phone.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;
import java.util.EnumSet;
import java.util.Set;
import org.junit.Test;

public class FaceTest {
    /** All goes its way. */
    private static final Set<State> FINE = EnumSet.of(State.LIVE, State.READY, State.CONNECTING, State.OPENING);
    /** Nothing that a person could press would help. */
    private static final Set<State> PATIENT = EnumSet.of(State.TOO_HOT);
    private final Speech speech = new Bare();

    private static Snapshot in(State state) {
        return in(state, "", 0, 0);
    }

    private static Snapshot in(State state, String argument, int retrySeconds, int width) {
        Snapshot.Builder builder = new Snapshot.Builder();
        builder.state = state;
        builder.argument = argument;
        builder.retrySeconds = retrySeconds;
        builder.width = width;
        return builder.build();
    }

    @Test
    public void everyStateHasItsOwnTitleAndFixOrNeedsNone() {
        for (State state : State.values()) {
            Card card = Face.card(in(state));
            if (FINE.contains(state)) {
                assertSame(state.name(), Card.NONE, card);
                continue;
            }
            assertNotSame(state.name(), Card.NONE, card);
            assertEquals(state.name() + "_TITLE", card.title.name());
            assertEquals(state.name() + "_FIX", card.text.name());
            assertEquals(state.name(), PATIENT.contains(state), card.action == Action.NONE);
        }
    }

    @Test
    public void theHeadlineAndItsColourFitEveryState() {
        assertEquals(Word.LIVE, Face.headline(State.LIVE));
        assertEquals(Face.Tone.GOOD, Face.tone(State.LIVE));
        for (State state : State.values()) {
            assertEquals(state.name(), state == State.LIVE, Face.headline(state) == Word.LIVE);
            assertEquals(state.name(), state == State.LIVE, Face.tone(state) == Face.Tone.GOOD);
            assertTrue(state.name(), Face.headline(state).compareTo(Word.LIVE) >= 0);
            assertTrue(state.name(), Face.headline(state).compareTo(Word.STOPPED) <= 0);
        }
    }

    @Test
    public void whatPairingMendsOffersTheScannerAndTheLink() {
        for (State state : new State[] {State.UNPAIRED, State.CODE_USED, State.FORGOTTEN}) {
            assertEquals(Action.SCAN, Face.card(in(state)).action);
            assertEquals(Action.ENTER_LINK, Face.card(in(state)).secondAction);
            assertFalse(Face.hasControls(in(state)));
        }
        assertEquals(Action.SCAN, Face.card(in(State.OTHER_CERTIFICATE)).action);
    }

    @Test
    public void thePictureIsSeenBelowWhatConcernsTheComputerOnly() {
        assertTrue(Face.card(in(State.COMPUTER_GONE, "", 0, 1280)).light);
        assertTrue(Face.hasControls(in(State.COMPUTER_GONE, "", 0, 1280)));
        assertFalse(Face.card(in(State.COMPUTER_GONE)).light);
        assertFalse(Face.hasControls(in(State.COMPUTER_GONE)));
        assertFalse(Face.card(in(State.CAMERA_LOST, "", 0, 1280)).light);
        assertTrue(Face.hasControls(in(State.LIVE)));
        assertTrue(Face.hasControls(in(State.RESTING)));
    }

    @Test
    public void theCardTellsWhenItIsTriedAgainAndWhatWasSaid() {
        assertEquals("RETRY_IN[4]", Face.more(in(State.COMPUTER_GONE, "desk", 4, 0), speech));
        assertEquals("", Face.more(in(State.COMPUTER_GONE, "desk", 0, 0), speech));
        assertEquals("error 4", Face.more(in(State.CAMERA_LOST, "error 4", 0, 0), speech));
        assertEquals("error 4", Face.more(in(State.ENCODER_FAILED, "error 4", 0, 0), speech));
        assertEquals("", Face.more(in(State.REFUSED, "it is in the text", 0, 0), speech));
    }
}
