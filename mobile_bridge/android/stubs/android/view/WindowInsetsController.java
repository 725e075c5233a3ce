package android.view;

public interface WindowInsetsController {
    int APPEARANCE_LIGHT_STATUS_BARS = 8;
    int BEHAVIOR_SHOW_TRANSIENT_BARS_BY_SWIPE = 2;
    void hide(int types);
    void show(int types);
    void setSystemBarsBehavior(int behavior);
    void setSystemBarsAppearance(int appearance, int mask);
}
