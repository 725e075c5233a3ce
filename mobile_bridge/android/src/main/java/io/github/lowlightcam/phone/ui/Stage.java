package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.Gravity;
import android.view.SurfaceHolder;
import android.view.SurfaceView;
import android.view.View;
import android.view.ViewGroup;
import android.widget.FrameLayout;
import android.widget.SeekBar;
import android.widget.TextView;

/** The picture, whole and in the middle, and over it the line between before and after. */
final class Stage extends ViewGroup {
    /** Told of the surface to draw the picture on, and of the line's place. Main thread. */
    interface Listener {
        /** @param surface an android.view.Surface */
        void onSurface(Object surface, int width, int height);

        /** Nobody may draw on it after this has returned. */
        void onSurfaceGone();

        /** @param place 0 to 1 of the picture's width; 0 while nothing is compared */
        void onSplit(float place);
    }

    private final SurfaceView surface;
    private final FrameLayout over;
    private final SplitHandle handle;
    private final Listener listener;
    private int pictureWidth;
    private int pictureHeight;

    Stage(Context context, Words words, Listener listener) {
        super(context);
        this.listener = listener;
        surface = new SurfaceView(context);
        surface.setContentDescription(words.say(Word.PICTURE));
        over = new FrameLayout(context);
        handle = new SplitHandle(context, words);
        addView(surface);
        addView(over);
        over.addView(handle);
        over.addView(tag(words.say(Word.BEFORE)), at(Gravity.CENTER_VERTICAL | Gravity.LEFT));
        over.addView(tag(words.say(Word.AFTER)), at(Gravity.CENTER_VERTICAL | Gravity.RIGHT));
        over.setVisibility(View.GONE);
        surface.getHolder().addCallback(new Surfaces());
        handle.setOnSeekBarChangeListener(new Moves());
    }

    /** The size of what is shown, in any unit; 0 for nothing. */
    void setPicture(int width, int height) {
        if (width == pictureWidth && height == pictureHeight) return;
        pictureWidth = width;
        pictureHeight = height;
        requestLayout();
    }

    void compare(boolean isOn) {
        Looks.show(over, isOn);
        listener.onSplit(isOn ? handle.place() : 0);
        if (isOn) handle.requestFocus();
    }

    boolean isComparing() {
        return over.getVisibility() == View.VISIBLE;
    }

    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        int width = MeasureSpec.getSize(widthSpec);
        int height = MeasureSpec.getSize(heightSpec);
        setMeasuredDimension(width, height);
        Fit fit = Fit.inside(width, height, pictureWidth, pictureHeight);
        for (View each : new View[] {surface, over}) {
            each.measure(MeasureSpec.makeMeasureSpec(fit.width, MeasureSpec.EXACTLY),
                MeasureSpec.makeMeasureSpec(fit.height, MeasureSpec.EXACTLY));
        }
    }

    @Override
    protected void onLayout(boolean isChanged, int left, int top, int right, int bottom) {
        Fit fit = Fit.inside(right - left, bottom - top, pictureWidth, pictureHeight);
        surface.layout(fit.left, fit.top, fit.left + fit.width, fit.top + fit.height);
        over.layout(fit.left, fit.top, fit.left + fit.width, fit.top + fit.height);
    }

    private TextView tag(String text) {
        TextView tag = Looks.text(getContext(), 13, Looks.TEXT);
        int side = Looks.dp(getContext(), 10);
        tag.setPadding(side, side / 5, side, side / 5);
        tag.setBackground(Looks.plain(getContext(), 0x8c000000, 99));
        tag.setText(text);
        tag.setImportantForAccessibility(View.IMPORTANT_FOR_ACCESSIBILITY_NO);
        return tag;
    }

    private FrameLayout.LayoutParams at(int gravity) {
        FrameLayout.LayoutParams params = new FrameLayout.LayoutParams(
            LayoutParams.WRAP_CONTENT, LayoutParams.WRAP_CONTENT, gravity);
        int margin = Looks.dp(getContext(), 10);
        params.setMargins(margin, margin, margin, margin);
        return params;
    }

    private final class Surfaces implements SurfaceHolder.Callback {
        @Override
        public void surfaceCreated(SurfaceHolder holder) {
            // its size is told next
        }

        @Override
        public void surfaceChanged(SurfaceHolder holder, int format, int width, int height) {
            listener.onSurface(holder.getSurface(), width, height);
        }

        @Override
        public void surfaceDestroyed(SurfaceHolder holder) {
            listener.onSurfaceGone();
        }
    }

    private final class Moves implements SeekBar.OnSeekBarChangeListener {
        @Override
        public void onProgressChanged(SeekBar bar, int progress, boolean isByPerson) {
            handle.invalidate();
            if (isComparing()) listener.onSplit(handle.place());
        }

        @Override
        public void onStartTrackingTouch(SeekBar bar) {
            // the line goes where the finger is
        }

        @Override
        public void onStopTrackingTouch(SeekBar bar) {
            // it stays
        }
    }
}
