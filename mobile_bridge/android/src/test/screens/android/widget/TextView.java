package android.widget;

import android.content.Context;
import android.content.res.ColorStateList;
import android.graphics.Canvas;
import android.graphics.Typeface;
import android.graphics.drawable.Drawable;
import android.view.View;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Text in as many lines as it needs. */
public class TextView extends View {
    private static final Graphics2D RULER = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    private static final float LINE = 1.17f;
    /** After spaces, hyphens and Chinese characters. */
    private static final String BREAK = "(?<=[\\s\\-/\u3000-\u9fff\uff00-\uffef])";

    private String text = "";
    private ColorStateList color = ColorStateList.valueOf(0xffffffff);
    private Typeface typeface = Typeface.DEFAULT;
    private float size;
    private int gravity;
    private int minWidth;
    private int minHeight;
    private int maxWidth = Integer.MAX_VALUE;
    private Drawable start;
    private int gap;

    public TextView(Context context) {
        super(context);
        setTextSize(14);
    }

    public CharSequence getText() {
        return text;
    }

    public final void setText(CharSequence to) {
        text = to.toString();
    }

    public void setTextSize(float sp) {
        size = sp * getResources().getDisplayMetrics().scaledDensity;
    }

    public void setTextSize(int unit, float value) {
        setTextSize(value);
    }

    public void setTextColor(int to) {
        color = ColorStateList.valueOf(to);
    }

    public void setTextColor(ColorStateList to) {
        color = to;
    }

    public void setTypeface(Typeface to) {
        typeface = to;
    }

    public void setGravity(int to) {
        gravity = to;
    }

    public void setMinWidth(int to) {
        minWidth = to;
    }

    public void setMinHeight(int to) {
        minHeight = to;
    }

    public void setMaxWidth(int to) {
        maxWidth = to;
    }

    public void setAllCaps(boolean to) {
    }

    public void setFontFeatureSettings(String to) {
    }

    public void setTextIsSelectable(boolean to) {
    }

    public void setCompoundDrawablePadding(int to) {
        gap = to;
    }

    public void setCompoundDrawablesRelativeWithIntrinsicBounds(Drawable atStart, Drawable top, Drawable end,
                                                                Drawable bottom) {
        start = atStart;
    }

    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        boolean isFree = MeasureSpec.getMode(widthSpec) == MeasureSpec.UNSPECIFIED;
        int most = isFree ? maxWidth : Math.min(maxWidth, MeasureSpec.getSize(widthSpec));
        int width = 0;
        for (String each : lines(most - around())) width = Math.max(width, metrics().stringWidth(each));
        wish(Math.max(minWidth, Math.min(maxWidth, width + around() + own())), Math.max(minHeight, needed(most)),
            widthSpec, heightSpec);
    }

    /** Room for something beside the text. */
    int own() {
        return 0;
    }

    /** The height that its text needs in a width. */
    public int needed(int width) {
        int lines = lines(width - around() - own()).size();
        return Math.round(lines * size * LINE) + getPaddingTop() + getPaddingBottom();
    }

    /** The width that its longest word needs. */
    public int neededWidth() {
        int widest = 0;
        for (String each : text.split(BREAK)) widest = Math.max(widest, metrics().stringWidth(each.trim()));
        return widest + around();
    }

    private int around() {
        return getPaddingLeft() + getPaddingRight() + (start == null ? 0 : start.getIntrinsicWidth() + gap);
    }

    private FontMetrics metrics() {
        Font font = typeface.font(size);
        return RULER.getFontMetrics(font);
    }

    private List<String> lines(int width) {
        List<String> lines = new ArrayList<String>();
        for (String paragraph : text.split("\n", -1)) {
            String line = "";
            for (String part : paragraph.split(BREAK)) {
                if (metrics().stringWidth((line + part).trim()) > width && !line.isEmpty()) {
                    lines.add(line.trim());
                    line = part;
                } else {
                    line += part;
                }
            }
            lines.add(line);
        }
        return lines;
    }

    @Override
    protected void onDraw(Canvas canvas) {
        Graphics2D graphics = canvas.graphics;
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(typeface.font(size));
        int left = getPaddingLeft();
        if (start != null) {
            int high = start.getIntrinsicHeight();
            Graphics2D own = (Graphics2D) graphics.create(left, (getHeight() - high) / 2, high, high);
            start.paint(own, high, high, state(), 0);
            own.dispose();
            left += start.getIntrinsicWidth() + gap;
        }
        graphics.setColor(new Color(color.of(state()), true));
        List<String> lines = lines(getWidth() - around() - own());
        int height = Math.round(lines.size() * size * LINE);
        int y = Gravities.place(gravity, false, getPaddingTop(), getHeight() - getPaddingBottom(), height);
        for (int at = 0; at < lines.size(); at++) {
            int x = Gravities.place(gravity, true, left, getWidth() - getPaddingRight() - own(),
                metrics().stringWidth(lines.get(at)));
            graphics.drawString(lines.get(at), x, y + at * size * LINE + size * 0.93f);
        }
    }
}
