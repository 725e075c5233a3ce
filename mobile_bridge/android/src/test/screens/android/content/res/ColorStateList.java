package android.content.res;

import java.util.Set;

/** Colours by state. */
public class ColorStateList {
    private final int[][] states;
    private final int[] colors;

    public ColorStateList(int[][] states, int[] colors) {
        this.states = states;
        this.colors = colors;
    }

    public static ColorStateList valueOf(int color) {
        return new ColorStateList(new int[][] {{}}, new int[] {color});
    }

    public int of(Set<Integer> state) {
        for (int at = 0; at < states.length; at++) {
            if (matches(states[at], state)) return colors[at];
        }
        return 0;
    }

    public static boolean matches(int[] wanted, Set<Integer> state) {
        for (int each : wanted) {
            if (!state.contains(each)) return false;
        }
        return true;
    }
}
