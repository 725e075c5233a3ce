package android.view;

public interface WindowManager extends ViewManager {
    Display getDefaultDisplay();
    public class LayoutParams extends ViewGroup.LayoutParams {
        public static final int FLAG_KEEP_SCREEN_ON = 128;
        public static final int FLAG_SECURE = 0x2000;
        public static final int LAYOUT_IN_DISPLAY_CUTOUT_MODE_SHORT_EDGES = 1;
        public static final int LAYOUT_IN_DISPLAY_CUTOUT_MODE_ALWAYS = 3;
        public float screenBrightness;
        public int layoutInDisplayCutoutMode;
        public LayoutParams() { super(0, 0); }
    }
}
