package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.res.Resources;
import android.graphics.drawable.Drawable;
import java.util.Locale;

/**
 * The words and signs of the resources. They are found by name: so what is said is decided by classes that know
 * nothing of Android. Main thread.
 */
public final class Words implements Speech {
    private final Context context;
    private final int[] strings = new int[Word.values().length];

    public Words(Context context) {
        this.context = context;
    }

    @Override
    public String say(Word word, Object... arguments) {
        int id = strings[word.ordinal()];
        if (id == 0) id = strings[word.ordinal()] = id(word.key(), "string");
        Resources resources = context.getResources();
        return arguments.length == 0 ? resources.getString(id) : resources.getString(id, arguments);
    }

    @Override
    public Locale locale() {
        return context.getResources().getConfiguration().getLocales().get(0);
    }

    Drawable draw(Sign sign) {
        return context.getDrawable(id(sign.key(), "drawable"));
    }

    private int id(String name, String type) {
        return context.getResources().getIdentifier(name, type, context.getPackageName());
    }
}
