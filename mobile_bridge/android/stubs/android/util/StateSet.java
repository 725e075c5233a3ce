package android.util;

public class StateSet {
    public static final int[] WILD_CARD = null;
}
