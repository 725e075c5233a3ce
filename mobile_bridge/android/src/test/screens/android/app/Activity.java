package android.app;

import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.content.ServiceConnection;
import android.content.pm.PackageManager;
import android.content.res.Resources;
import android.os.Bundle;
import android.view.View;
import android.view.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A window, and what it has asked of the system. */
public class Activity extends Context {
    /** For tests: of the next ones. */
    public static Resources nextResources;
    public static Intent nextIntent;

    public final List<String> asked = new ArrayList<String>();
    public final Set<String> granted = new HashSet<String>();
    public final Set<String> toBeExplained = new HashSet<String>();
    public ServiceConnection bound;
    public View content;
    private final Intent intent = nextIntent;

    public Activity() {
        super(nextResources);
    }

    protected void onCreate(Bundle saved) {
    }

    protected void onStart() {
    }

    protected void onStop() {
    }

    protected void onNewIntent(Intent to) {
    }

    public void onBackPressed() {
        asked.add("leave");
    }

    public void onRequestPermissionsResult(int code, String[] permissions, int[] results) {
    }

    public Intent getIntent() {
        return intent;
    }

    public Window getWindow() {
        return new Window(this);
    }

    public void setContentView(View view) {
        content = view;
    }

    public final void requestPermissions(String[] permissions, int code) {
        asked.add("ask " + permissions[0].replace("android.permission.", ""));
    }

    public boolean shouldShowRequestPermissionRationale(String permission) {
        return toBeExplained.contains(permission);
    }

    @Override
    public int checkSelfPermission(String permission) {
        return granted.contains(permission) ? PackageManager.PERMISSION_GRANTED : PackageManager.PERMISSION_DENIED;
    }

    @Override
    public void startActivity(Intent to) {
        asked.add("open " + to.getAction());
    }

    @Override
    public ComponentName startService(Intent service) {
        asked.add("start " + service.getDataString());
        return super.startService(service);
    }

    @Override
    public boolean bindService(Intent service, ServiceConnection connection, int flags) {
        asked.add("bind " + service.getDataString());
        bound = connection;
        return true;
    }

    @Override
    public void unbindService(ServiceConnection connection) {
        asked.add("unbind");
    }
}
