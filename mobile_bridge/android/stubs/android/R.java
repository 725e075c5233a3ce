package android;

public final class R {
    public static final class attr {
        public static final int progressBarStyleHorizontal = 16842872;
        public static final int state_checked = 16842912;
        public static final int state_selected = 16842913;
    }
    public static final class layout {
        public static final int simple_spinner_dropdown_item = 17367049;
        public static final int simple_spinner_item = 17367048;
    }
}
