package io.github.lowlightcam.phone.ui;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.view.View;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;
import io.github.lowlightcam.phone.net.Invitation;

/** The app's window. What it shows comes from the service, and what a person does goes there. */
public final class MainActivity extends Activity
        implements Bond.Listener, Commands.Listener, CardPanel.Listener, ScanScreen.Listener, Dialogs.LinkListener {
    private final Permissions permissions = new Permissions(this);
    private final Bond bond = new Bond(this, this);
    private final LinkIntent link = new LinkIntent();
    private Words words;
    private CameraScreen camera;
    private PreviewSurface preview;
    private Deck deck;
    private TestPage selfTest;
    private boolean isScanning;
    private boolean wantsScan;

    @Override
    protected void onCreate(Bundle saved) {
        super.onCreate(saved);
        Edges.drawBelowBars(getWindow());
        words = new Words(this);
        preview = new PreviewSurface(bond);
        Hands hands = new Hands(this, bond);
        camera = new CameraScreen(this, words, preview, this, hands, hands);
        camera.setVisibility(View.INVISIBLE); // until there is something to say
        deck = new Deck(this, camera, new Runnable() {
            @Override
            public void run() {
                closeOne();
            }
        });
        selfTest = new TestPage(this, words, bond, closer());
        setContentView(deck);
        if (saved == null) link.keep(getIntent());
    }

    @Override
    protected void onStart() {
        super.onStart();
        bond.bind();
    }

    @Override
    protected void onStop() {
        stopScan();
        bond.commands().removeListener(this);
        bond.commands().hidePreview();
        bond.unbind();
        super.onStop();
    }

    @Override
    protected void onNewIntent(Intent intent) {
        super.onNewIntent(intent);
        link.keep(intent);
        confirmLink();
    }

    @Override
    public void onBackPressed() { // up to Android 12
        if (!deck.goBack()) super.onBackPressed();
    }

    @Override
    public void onBound(Commands commands) {
        commands.permissionsChanged();
        commands.addListener(this);
        preview.show();
        confirmLink();
    }

    @Override
    public void onSnapshot(Snapshot now) {
        camera.setVisibility(View.VISIBLE);
        camera.show(now);
        deck.watchBack();
        if (now.state == State.LIVE || now.state == State.READY) askForNotifications();
    }

    @Override
    public void onRequestPermissionsResult(int code, String[] asked, int[] results) {
        super.onRequestPermissionsResult(code, asked, results);
        boolean isGranted = permissions.onResult(asked, results);
        bond.commands().permissionsChanged();
        if (isGranted && wantsScan) scan();
        wantsScan = false;
    }

    // what is pressed

    @Override
    public void onAction(Action action) {
        switch (action) {
            case RETRY:
                bond.commands().retry();
                break;
            case SCAN:
                scan();
                break;
            case ENTER_LINK:
                onEnterLink();
                break;
            case ALLOW_CAMERA:
                permissions.ask(Permissions.CAMERA);
                break;
            case ALLOW_NETWORK:
                permissions.ask(Permissions.NETWORK);
                break;
            case CAMERA_ACCESS:
                permissions.openCameraAccess();
                break;
            default: // a button that is not shown
        }
    }

    void openSheet(boolean isOpen) {
        camera.openSheet(isOpen);
        deck.watchBack();
    }

    boolean isSheetOpen() {
        return camera.isSheetOpen();
    }

    void compare() {
        camera.compare(!camera.isComparing());
    }

    void openSelfTest() {
        openSheet(false);
        deck.open(selfTest);
    }

    void openAbout() {
        openSheet(false);
        deck.open(new AboutPage(this, words, closer()));
    }

    void askToForget() {
        String text = words.say(Word.FORGET_TEXT);
        Dialogs.ask(this, words, Word.FORGET_TITLE, text, Word.UNPAIR, Word.CANCEL, new Runnable() {
            @Override
            public void run() {
                openSheet(false);
                bond.commands().forget();
            }
        });
    }

    // pairing

    @Override
    public void onScanned(Invitation invitation) {
        stopScan();
        bond.commands().pair(invitation);
    }

    @Override
    public void onEnterLink() {
        stopScan();
        Dialogs.enterLink(this, words, this);
    }

    @Override
    public void onCancelScan() {
        stopScan();
    }

    @Override
    public void onLink(Invitation invitation) {
        bond.commands().pair(invitation);
    }

    private void scan() {
        if (!permissions.has(Permissions.CAMERA)) {
            wantsScan = true;
            permissions.ask(Permissions.CAMERA);
            return;
        }
        ScanScreen screen = new ScanScreen(this, words, this);
        camera.scan(true);
        deck.open(screen);
        isScanning = true;
        bond.commands().scan(new CodeWatch(screen));
    }

    private void stopScan() {
        if (!isScanning) return;
        isScanning = false;
        bond.commands().stopScan();
        camera.scan(false);
        deck.close();
    }

    /** Anybody may write a link, so a person has to want it. */
    private void confirmLink() {
        String text = bond.isBound() ? link.take() : "";
        if (text.isEmpty()) return;
        try {
            final Invitation invitation = Invitation.parse(text);
            String offer = Offer.words(invitation, bond.commands().snapshot().desktop, words);
            Dialogs.ask(this, words, Word.CONFIRM_TITLE, offer, Word.PAIR, Word.CANCEL, new Runnable() {
                @Override
                public void run() {
                    onLink(invitation);
                }
            });
        } catch (Invitation.Unusable e) {
            camera.hint(words.say(Offer.fault(e.fault)));
        }
    }

    // the rest

    private Runnable closer() {
        return new Runnable() {
            @Override
            public void run() {
                deck.close();
            }
        };
    }

    private void closeOne() {
        if (isScanning) stopScan();
        else if (deck.isOpen()) deck.close();
        else openSheet(false);
    }

    private void askForNotifications() {
        if (!permissions.isTimeForNotifications()) return;
        String text = words.say(Word.NOTIFY_TEXT);
        Dialogs.ask(this, words, Word.NOTIFY_TITLE, text, Word.ALLOW, Word.NOT_NOW, new Runnable() {
            @Override
            public void run() {
                permissions.ask(Api33.NOTIFICATIONS);
            }
        });
    }
}
