package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.pm.PackageManager;
import android.view.View;
import android.widget.TextView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the app is, and under which licences. */
final class AboutPage extends Page {
    /** Assets with the licences' texts; the build puts them there. */
    static final String GPL = "LICENSE.txt";
    static final String APACHE = "Apache-2.0.txt";

    private final TextView licence;

    AboutPage(Context context, Words words, Runnable close) {
        super(context, words, Word.APP_NAME, close);
        paragraph(words.say(Word.ABOUT_VERSION, version(context)));
        paragraph(words.say(Word.ABOUT_PICTURE));
        paragraph(words.say(Word.ABOUT_TEXT));
        paragraph(words.say(Word.ABOUT_PARTS));
        button(Looks.quietButton(context), Word.GPL, show(GPL));
        button(Looks.quietButton(context), Word.APACHE, show(APACHE));
        licence = paragraph("");
        licence.setTextSize(12);
        licence.setTextIsSelectable(true);
    }

    private OnClickListener show(final String asset) {
        return new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                licence.setText(text(asset));
                licence.requestFocus();
            }
        };
    }

    private String text(String asset) {
        try {
            InputStream from = getContext().getAssets().open(asset);
            try {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                byte[] part = new byte[8192];
                for (int count = from.read(part); count > 0; count = from.read(part)) all.write(part, 0, count);
                return all.toString("UTF-8");
            } finally {
                from.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // the build has put it there
        }
    }

    private static String version(Context context) {
        try {
            return context.getPackageManager().getPackageInfo(context.getPackageName(), 0).versionName;
        } catch (PackageManager.NameNotFoundException e) {
            throw new IllegalStateException(e); // it is this app
        }
    }
}
