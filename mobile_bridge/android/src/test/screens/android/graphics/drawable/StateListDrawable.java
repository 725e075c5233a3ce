package android.graphics.drawable;

import android.content.res.ColorStateList;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The first whose states are all there. */
public class StateListDrawable extends Drawable {
    private final List<int[]> states = new ArrayList<int[]>();
    private final List<Drawable> drawables = new ArrayList<Drawable>();

    public void addState(int[] state, Drawable drawable) {
        states.add(state);
        drawables.add(drawable);
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height, Set<Integer> state, int tint) {
        for (int at = 0; at < states.size(); at++) {
            if (!ColorStateList.matches(states.get(at), state)) continue;
            drawables.get(at).paint(graphics, width, height, state, tint);
            return;
        }
    }
}
