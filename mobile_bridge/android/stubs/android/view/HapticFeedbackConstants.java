package android.view;

public class HapticFeedbackConstants {
    public static final int VIRTUAL_KEY = 1;
}
