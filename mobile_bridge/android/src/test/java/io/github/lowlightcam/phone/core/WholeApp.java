package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * The app without Android, for tests that are written in Python: machine, link and what leaves are the app's own,
 * camera and encoder are not. It does what the lines of its input say, and writes each new state to its output.
 *
 * <p>The camera gives nothing but the beat; coded pictures come out of the files that are named as arguments, the
 * first of them a key frame.
 */
public final class WholeApp implements Clock, Machine.Listener, Link.Listener, LinkPort, Outgoing.Wire {
    private static final long FRAME_MS = 33;

    final ScheduledThreadPoolExecutor main =
        new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
    private final FakePhone phone = new FakePhone();
    private final BeatCamera camera = new BeatCamera(this);
    private final Link link = new Link(this);
    private final Outgoing outgoing = new Outgoing(this, new Bitrate(), "test");
    private final FilmEncoder encoder;
    private final Machine machine;
    private String told = "";

    private WholeApp(List<byte[]> film) {
        encoder = new FilmEncoder(film, camera, outgoing);
        phone.identity = Identity.NONE;
        machine = new Machine(camera, encoder, this, phone, this, this);
        main.scheduleAtFixedRate(new Runnable() {
            @Override
            public void run() {
                machine.tick();
            }
        }, 1, 1, TimeUnit.SECONDS);
        main.scheduleAtFixedRate(encoder, FRAME_MS, FRAME_MS, TimeUnit.MILLISECONDS);
    }

    public static void main(String[] files) throws IOException {
        List<byte[]> film = new ArrayList<byte[]>();
        for (String file : files) film.add(Files.bytes(file));
        final WholeApp app = new WholeApp(film);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            final String order = line;
            app.main.execute(new Runnable() {
                @Override
                public void run() {
                    app.obey(order);
                }
            });
        }
        app.link.close();
        app.main.shutdownNow();
    }

    Machine machine() {
        return machine;
    }

    private void obey(String order) {
        String[] words = order.split(" ", 2);
        switch (words[0]) {
            case "pair":
                machine.pair(Invitation.parse(words[1]));
                break;
            case "start":
                machine.start();
                break;
            case "stop":
                machine.stop();
                break;
            case "show":
                machine.show(true);
                break;
            case "report":
                machine.report(words[1]);
                break;
            case "settings":
                machine.change(Settings.fromJson(words[1]));
                break;
            case "take":
                camera.take();
                break;
            case "free":
                camera.isTaken = false;
                machine.onCameraFree();
                break;
            case "break":
                machine.onEncoderFailed(encoder.end(), "broken");
                break;
            default:
                throw new IllegalArgumentException(order);
        }
    }

    @Override
    public long nowMs() {
        return System.nanoTime() / 1000000;
    }

    @Override
    public void onSnapshot(Snapshot now) {
        String line;
        try {
            line = new JSONObject().put("state", now.state.name()).put("desktop", now.desktop)
                .put("settings", new JSONObject(now.settings.toJson())).put("width", now.width).toString();
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
        if (line.equals(told)) return;
        told = line;
        System.out.println(line);
    }

    // ---------------------------------------------------------------- the link

    @Override
    public void onState(final Link.State state, final String reason) {
        main.execute(new Runnable() {
            @Override
            public void run() {
                machine.onLink(state, reason);
            }
        });
    }

    @Override
    public void onWelcome(final JSONObject welcome, final Identity identity) {
        main.execute(new Runnable() {
            @Override
            public void run() {
                machine.onWelcome(welcome, identity);
            }
        });
    }

    @Override
    public void onMessage(final JSONObject message) {
        main.execute(new Runnable() {
            @Override
            public void run() {
                machine.onMessage(message);
            }
        });
    }

    @Override
    public void pair(Invitation invitation) {
        link.pair(invitation, "Whole app");
    }

    @Override
    public void connect(Identity identity) {
        link.connect(identity, "Whole app");
    }

    @Override
    public void retry() {
        link.retry();
    }

    @Override
    public void leave() {
        link.leave("");
    }

    @Override
    public void send(String type, JSONObject fields) {
        link.send(type, fields);
    }

    @Override
    public boolean sendPicture(boolean key, boolean enhanced, long capturedUs, ByteBuffer accessUnit) {
        return link.sendPicture(key, enhanced, capturedUs, accessUnit);
    }

    @Override
    public long waitingBytes() {
        return link.waitingBytes();
    }

    @Override
    public long nextTryMs() {
        return link.nextTryMs();
    }

    @Override
    public void find() {
        // there is no local network here
    }

    @Override
    public void stopFinding() {
        // as above
    }
}
