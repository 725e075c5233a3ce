package android.app;

import android.content.Intent;
import android.content.SharedPreferences;
import android.os.Bundle;
import android.view.View;

public class Activity extends android.view.ContextThemeWrapper {
    public static final int RESULT_OK = -1;
    public Activity() { throw new RuntimeException("stub"); }
    protected void onCreate(Bundle savedInstanceState) { throw new RuntimeException("stub"); }
    protected void onStart() { throw new RuntimeException("stub"); }
    protected void onResume() { throw new RuntimeException("stub"); }
    protected void onPause() { throw new RuntimeException("stub"); }
    protected void onStop() { throw new RuntimeException("stub"); }
    protected void onDestroy() { throw new RuntimeException("stub"); }
    protected void onNewIntent(Intent intent) { throw new RuntimeException("stub"); }
    protected void onSaveInstanceState(Bundle outState) { throw new RuntimeException("stub"); }
    public void onBackPressed() { throw new RuntimeException("stub"); }
    public void onConfigurationChanged(android.content.res.Configuration newConfig)
            { throw new RuntimeException("stub"); }
    public void onRequestPermissionsResult(int requestCode, String[] permissions,
            int[] grantResults) { throw new RuntimeException("stub"); }
    public boolean onKeyDown(int keyCode, android.view.KeyEvent event) { throw new RuntimeException("stub"); }
    public void onWindowFocusChanged(boolean hasFocus) { throw new RuntimeException("stub"); }
    public final void requestPermissions(String[] permissions, int requestCode) { throw new RuntimeException("stub"); }
    public boolean shouldShowRequestPermissionRationale(String permission) { throw new RuntimeException("stub"); }
    public void setContentView(int layoutResID) { throw new RuntimeException("stub"); }
    public void setContentView(View view) { throw new RuntimeException("stub"); }
    public <T extends View> T findViewById(int id) { throw new RuntimeException("stub"); }
    public Intent getIntent() { throw new RuntimeException("stub"); }
    public void setIntent(Intent newIntent) { throw new RuntimeException("stub"); }
    public SharedPreferences getPreferences(int mode) { throw new RuntimeException("stub"); }
    public android.view.Window getWindow() { throw new RuntimeException("stub"); }
    public android.view.WindowManager getWindowManager() { throw new RuntimeException("stub"); }
    public android.view.LayoutInflater getLayoutInflater() { throw new RuntimeException("stub"); }
    public View getCurrentFocus() { throw new RuntimeException("stub"); }
    public void finish() { throw new RuntimeException("stub"); }
    public void recreate() { throw new RuntimeException("stub"); }
    public boolean isFinishing() { throw new RuntimeException("stub"); }
    public boolean isChangingConfigurations() { throw new RuntimeException("stub"); }
    public boolean isInMultiWindowMode() { throw new RuntimeException("stub"); }
    public void setRequestedOrientation(int requestedOrientation) { throw new RuntimeException("stub"); }
    public void setTitle(CharSequence title) { throw new RuntimeException("stub"); }
    public final void runOnUiThread(Runnable action) { throw new RuntimeException("stub"); }
    public android.window.OnBackInvokedDispatcher getOnBackInvokedDispatcher() { throw new RuntimeException("stub"); }
}
