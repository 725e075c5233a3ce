package android.widget;

import android.content.Context;
import android.graphics.Typeface;
import android.util.AttributeSet;
import android.view.View;

public class TextView extends View {
    public TextView(Context context) { super(context); }
    public TextView(Context context, AttributeSet attrs) { super(context); }
    public TextView(Context context, AttributeSet attrs, int defStyleAttr) { super(context); }
    public TextView(Context context, AttributeSet attrs, int defStyleAttr, int defStyleRes) { super(context); }
    public static interface OnEditorActionListener {
        boolean onEditorAction(TextView v, int actionId, android.view.KeyEvent event);
    }
    public final void setText(int resid) { throw new RuntimeException("stub"); }
    public final void setText(CharSequence text) { throw new RuntimeException("stub"); }
    public CharSequence getText() { throw new RuntimeException("stub"); }
    public void setError(CharSequence error) { throw new RuntimeException("stub"); }
    public void setCompoundDrawablesRelativeWithIntrinsicBounds(android.graphics.drawable.Drawable start,
            android.graphics.drawable.Drawable top, android.graphics.drawable.Drawable end,
            android.graphics.drawable.Drawable bottom) { throw new RuntimeException("stub"); }
    public final void setHint(int resid) { throw new RuntimeException("stub"); }
    public final void setHint(CharSequence hint) { throw new RuntimeException("stub"); }
    public void setTextColor(int color) { throw new RuntimeException("stub"); }
    public void setTextColor(android.content.res.ColorStateList colors) { throw new RuntimeException("stub"); }
    public void setTextSize(float size) { throw new RuntimeException("stub"); }
    public void setTextSize(int unit, float size) { throw new RuntimeException("stub"); }
    public void setTypeface(Typeface tf) { throw new RuntimeException("stub"); }
    public void setTypeface(Typeface tf, int style) { throw new RuntimeException("stub"); }
    public void setGravity(int gravity) { throw new RuntimeException("stub"); }
    public void setSingleLine(boolean singleLine) { throw new RuntimeException("stub"); }
    public void setTextIsSelectable(boolean selectable) { throw new RuntimeException("stub"); }
    public void setAllCaps(boolean allCaps) { throw new RuntimeException("stub"); }
    public void setMinHeight(int minPixels) { throw new RuntimeException("stub"); }
    public void setMinWidth(int minPixels) { throw new RuntimeException("stub"); }
    public void setMaxWidth(int maxPixels) { throw new RuntimeException("stub"); }
    public void setInputType(int type) { throw new RuntimeException("stub"); }
    public void setFontFeatureSettings(String fontFeatureSettings) { throw new RuntimeException("stub"); }
    public void setCompoundDrawablePadding(int pad) { throw new RuntimeException("stub"); }
    public void setCompoundDrawablesRelativeWithIntrinsicBounds(int start, int top, int end,
            int bottom) { throw new RuntimeException("stub"); }
}
