package android.view;

import android.content.Context;

public class TextureView extends View {
    public TextureView(Context context) { super(context); }
}
