package io.github.lowlightcam.phone.ui;

import android.view.View;
import android.view.ViewGroup;
import android.view.WindowInsets;
import android.widget.ImageButton;
import android.widget.ScrollView;
import android.widget.TextView;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Lays every screen out, in languages, sizes of screen and of type, and tells what is cut off, too small to be hit,
 * without a name, or over something else. Draws those that are named.
 */
public final class Screens {
    private static final String[] LANGUAGES = {"en", "de", "zh"};
    /** Width and height in dp, and the scale of type in percent. */
    private static final int[][] SCREENS = {
        {412, 915, 100}, {412, 915, 130}, {412, 915, 200}, {915, 412, 100}, {915, 412, 200}, {320, 568, 100},
        {320, 568, 130}, {568, 320, 100}, {800, 1280, 100}, {800, 1280, 200},
    };
    private static final int TOUCH_DP = 48;
    private static final int BAR_DP = 24;

    private final List<String> faults = new ArrayList<String>();
    private int count;

    /** @param arguments the folder of resources; then one for drawings, and what the names of the drawn begin with */
    public static void main(String[] arguments) throws IOException {
        Screens screens = new Screens();
        for (String language : LANGUAGES) {
            for (int[] each : SCREENS) screens.look(arguments, language, each[0], each[1], each[2]);
        }
        for (String each : screens.faults) System.out.println(each);
        System.out.println(screens.count + " screens, " + screens.faults.size() + " faults");
        if (!screens.faults.isEmpty()) System.exit(1);
    }

    private void look(String[] arguments, String language, int widthDp, int heightDp, int type)
            throws IOException {
        Scenes scenes = new Scenes(new File(arguments[0]), language, widthDp, heightDp, type / 100f);
        int width = Math.round(widthDp * Scenes.DENSITY);
        int height = Math.round(heightDp * Scenes.DENSITY);
        for (Map.Entry<String, View> each : scenes.all.entrySet()) {
            String name = each.getKey() + "-" + language + "-" + widthDp + "x" + heightDp + "-" + type;
            layOut(name, each.getValue(), width, height);
            boolean isDrawn = arguments.length > 2 && name.startsWith(arguments[2]);
            if (isDrawn) draw(each.getValue(), width, height, new File(arguments[1], name + ".png"));
        }
        scenes.configuration.turn();
        for (Map.Entry<String, View> each : scenes.all.entrySet()) {
            each.getValue().turned(scenes.configuration);
            layOut(each.getKey() + "-" + language + "-" + widthDp + "x" + heightDp + "-turned", each.getValue(),
                height, width);
        }
    }

    private void layOut(String name, View view, int width, int height) {
        int bar = Math.round(BAR_DP * Scenes.DENSITY);
        view.applyInsets(new WindowInsets(0, bar, 0, bar));
        view.measure(View.MeasureSpec.makeMeasureSpec(width, View.MeasureSpec.EXACTLY),
            View.MeasureSpec.makeMeasureSpec(height, View.MeasureSpec.EXACTLY));
        view.layout(0, 0, width, height);
        count++;
        check(name, view);
        if (view instanceof CameraScreen) checkApart(name, (ViewGroup) view);
    }

    private void check(String name, View view) {
        if (view.getVisibility() != View.VISIBLE) return;
        String what = name + ": " + view.getClass().getSimpleName();
        if (view instanceof TextView) {
            TextView text = (TextView) view;
            what += " \"" + text.getText() + "\"";
            if (text.getText().length() > 0 && text.needed(text.getWidth()) > text.getHeight() + 1) {
                faults.add(what + " is cut off below");
            }
            if (text.neededWidth() > text.getWidth() + 1) faults.add(what + " is cut off at a side");
        }
        boolean isButton = view.isClickable && !(view instanceof ViewGroup);
        int touch = Math.round(TOUCH_DP * Scenes.DENSITY);
        if (isButton && (view.getHeight() < touch || view.getWidth() < touch)) {
            faults.add(what + " is too small to be hit: " + view.getWidth() + " x " + view.getHeight());
        }
        if (view instanceof ImageButton && view.description.isEmpty()) faults.add(what + " has no name");
        if (!(view instanceof ViewGroup)) return;
        ViewGroup group = (ViewGroup) view;
        for (int at = 0; at < group.getChildCount(); at++) {
            View child = group.getChildAt(at);
            check(name, child);
            boolean isInside = child.getLeft() >= 0 && child.getLeft() + child.getWidth() <= group.getWidth();
            boolean isBelow = child.getTop() < 0 || child.getTop() + child.getHeight() > group.getHeight();
            if (child.getVisibility() != View.VISIBLE) continue;
            if (!isInside || isBelow && !(group instanceof ScrollView)) {
                faults.add(what + ": " + child.getClass().getSimpleName() + " reaches out of it");
            }
        }
    }

    /** Status, bar, sheet and hint are not over each other. */
    private void checkApart(String name, ViewGroup screen) {
        List<View> parts = new ArrayList<View>();
        for (int at = 0; at < screen.getChildCount(); at++) {
            View part = screen.getChildAt(at);
            boolean isOver = part instanceof Stage || part instanceof CardPanel;
            if (!isOver && part.getVisibility() == View.VISIBLE) parts.add(part);
        }
        for (View one : parts) {
            for (View other : parts) {
                if (one != other && place(one).intersects(place(other))) {
                    faults.add(name + ": " + one.getClass().getSimpleName() + " is over "
                        + other.getClass().getSimpleName());
                }
            }
        }
    }

    private static Rectangle place(View view) {
        return new Rectangle(view.getLeft(), view.getTop(), view.getWidth(), view.getHeight());
    }

    private static void draw(View view, int width, int height, File file) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        view.draw(graphics);
        graphics.dispose();
        ImageIO.write(picture, "png", file);
    }
}
