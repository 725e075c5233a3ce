package android.app;

import android.content.Intent;
import android.content.SharedPreferences;
import android.os.Bundle;
import android.view.View;

public class Activity extends android.view.ContextThemeWrapper {
    public Activity() { throw new RuntimeException("stub"); }
    protected void onCreate(Bundle savedInstanceState) { throw new RuntimeException("stub"); }
    protected void onStart() { throw new RuntimeException("stub"); }
    protected void onStop() { throw new RuntimeException("stub"); }
    protected void onDestroy() { throw new RuntimeException("stub"); }
    protected void onNewIntent(Intent intent) { throw new RuntimeException("stub"); }
    public void onBackPressed() { throw new RuntimeException("stub"); }
    public void onConfigurationChanged(android.content.res.Configuration newConfig)
            { throw new RuntimeException("stub"); }
    public void onRequestPermissionsResult(int requestCode, String[] permissions,
            int[] grantResults) { throw new RuntimeException("stub"); }
    public final void requestPermissions(String[] permissions, int requestCode) { throw new RuntimeException("stub"); }
    public boolean shouldShowRequestPermissionRationale(String permission) { throw new RuntimeException("stub"); }
    public void setContentView(int layoutResID) { throw new RuntimeException("stub"); }
    public void setContentView(View view) { throw new RuntimeException("stub"); }
    public Intent getIntent() { throw new RuntimeException("stub"); }
    public SharedPreferences getPreferences(int mode) { throw new RuntimeException("stub"); }
    public android.view.Window getWindow() { throw new RuntimeException("stub"); }
    public void finish() { throw new RuntimeException("stub"); }
    public void setTitle(CharSequence title) { throw new RuntimeException("stub"); }
    public android.window.OnBackInvokedDispatcher getOnBackInvokedDispatcher() { throw new RuntimeException("stub"); }
}
