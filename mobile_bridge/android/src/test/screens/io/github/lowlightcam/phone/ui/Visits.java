package io.github.lowlightcam.phone.ui;

import android.app.Activity;
import android.app.AlertDialog;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.os.Bundle;
import io.github.lowlightcam.phone.core.State;
import io.github.lowlightcam.phone.net.Invitation;
import java.io.File;

/** Goes through the app's window as people do, and tells of what it asks of system and service that it should not. */
public final class Visits {
    private static final String TOKEN = "abcdefghijklmnopqrstuv";
    private static final String LINK = "lowlightcam://pair?h=192.168.1.7&p=8443&t=" + TOKEN
        + "&f=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final Intent START = new Intent(Intent.ACTION_MAIN, "", 0);

    private int count;
    private MainActivity window;
    private Record service;

    /** @param arguments the folder of resources */
    public static void main(String[] arguments) {
        Activity.nextResources = Scenes.context(new File(arguments[0]), "en", 412, 915, 1).getResources();
        Visits visits = new Visits();
        visits.comesAndGoes();
        visits.isRefusedTheCamera();
        visits.scans();
        visits.leavesWhileItScans();
        visits.followsLinks();
        visits.goesBack();
        visits.pressesCards();
        System.out.println(visits.count + " passed, 0 failed");
    }

    private void comesAndGoes() {
        open(START);
        expect("start CameraService, bind CameraService");
        bind();
        expect("permissions, listen");
        window.onStop();
        expect("unlisten, hide, unbind");
        window.compare();
        expect(""); // nobody is there to be told
    }

    private void isRefusedTheCamera() {
        visit(START);
        window.onAction(Action.ALLOW_CAMERA);
        window.toBeExplained.add(Permissions.CAMERA); // refused for the first time
        answer(Permissions.CAMERA, false);
        expect("ask CAMERA, permissions");
        window.onAction(Action.ALLOW_CAMERA);
        window.toBeExplained.clear(); // refused for good
        answer(Permissions.CAMERA, false);
        expect("ask CAMERA, permissions");
        window.onAction(Action.ALLOW_CAMERA); // Android does not ask any more
        answer(Permissions.CAMERA, false);
        expect("ask CAMERA, open android.settings.APPLICATION_DETAILS_SETTINGS, permissions");
        window.onAction(Action.ALLOW_NETWORK);
        window.onRequestPermissionsResult(1, new String[0], new int[0]); // the question was taken away
        expect("ask ACCESS_LOCAL_NETWORK, permissions");
    }

    private void scans() {
        visit(START);
        window.onAction(Action.SCAN);
        expect("ask CAMERA");
        answer(Permissions.CAMERA, true);
        expect("permissions, scan");
        window.onScanned(Invitation.parse(LINK));
        expect("unscan, pair 192.168.1.7");
        answer(Permissions.CAMERA, true); // asked for something else: it does not scan once more
        expect("permissions");
    }

    private void leavesWhileItScans() {
        visit(START);
        window.granted.add(Permissions.CAMERA);
        window.onAction(Action.SCAN);
        expect("scan");
        window.onStop();
        expect("unscan, unlisten, hide, unbind");
    }

    private void followsLinks() {
        open(new Intent(Intent.ACTION_VIEW, LINK, 0));
        window.asked.clear();
        check("", AlertDialog.asked()); // not before the service tells which computer it would take the place of
        bind();
        check("true", AlertDialog.asked().contains("192.168.1.7, 8443") + "");
        check("true", AlertDialog.asked().contains("living-room-computer") + "");
        AlertDialog.agree();
        expect("permissions, listen, pair 192.168.1.7");
        visit(new Intent(Intent.ACTION_VIEW, LINK, Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY));
        check("", AlertDialog.asked());
        window.onNewIntent(new Intent(Intent.ACTION_VIEW, "lowlightcam://pair?h=evil", 0));
        check("", AlertDialog.asked());
        window.onNewIntent(new Intent(Intent.ACTION_VIEW, LINK, 0));
        AlertDialog.agree();
        expect("pair 192.168.1.7");
    }

    private void goesBack() {
        visit(START);
        window.openSheet(true);
        window.onBackPressed();
        check("false", window.isSheetOpen() + "");
        window.openAbout();
        window.onBackPressed();
        window.granted.add(Permissions.CAMERA);
        window.onAction(Action.SCAN);
        window.onBackPressed();
        expect("scan, unscan");
        window.onBackPressed();
        expect("leave");
    }

    private void pressesCards() {
        visit(START);
        window.onAction(Action.RETRY);
        window.onAction(Action.CAMERA_ACCESS);
        expect("retry, open android.settings.PRIVACY_SETTINGS");
        window.askToForget();
        AlertDialog.agree();
        expect("forget");
        service.state = State.LIVE;
        window.onSnapshot(service.snapshot());
        window.compare();
        window.compare();
        expect("split 0.5, split 0.0");
    }

    private void visit(Intent intent) {
        open(intent);
        bind();
        window.asked.clear();
    }

    private void open(Intent intent) {
        Activity.nextIntent = intent;
        window = new MainActivity();
        service = new Record(window.asked);
        Bundle fresh = null;
        window.onCreate(fresh);
        window.onStart();
    }

    private void bind() {
        window.bound.onServiceConnected(null, service);
        count++;
    }

    private void answer(String permission, boolean isGranted) {
        if (isGranted) window.granted.add(permission);
        int result = isGranted ? PackageManager.PERMISSION_GRANTED : PackageManager.PERMISSION_DENIED;
        window.onRequestPermissionsResult(1, new String[] {permission}, new int[] {result});
    }

    private void expect(String wanted) {
        StringBuilder all = new StringBuilder();
        for (String each : window.asked) all.append(all.length() > 0 ? ", " : "").append(each);
        window.asked.clear();
        check(wanted, all.toString());
    }

    private void check(String wanted, String is) {
        if (!wanted.equals(is)) throw new AssertionError("wanted: " + wanted + "\nis:     " + is);
        count++;
    }
}
