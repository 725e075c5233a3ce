package io.github.lowlightcam.phone.ui;

import android.app.AlertDialog;
import android.content.Context;
import android.content.DialogInterface;
import android.text.InputType;
import android.view.View;
import android.widget.Button;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import io.github.lowlightcam.phone.net.Invitation;

/** Questions that have to be answered before anything is done. */
final class Dialogs {
    /** Told of a link that can be used. */
    interface LinkListener {
        void onLink(Invitation invitation);
    }

    private Dialogs() {
    }

    /** Asks; `done` runs if the answer is yes. */
    static void ask(Context context, Words words, Word title, String text, Word yes, Word no, final Runnable done) {
        AlertDialog dialog = new AlertDialog.Builder(context)
            .setTitle(words.say(title))
            .setMessage(text)
            .setPositiveButton(words.say(yes), new DialogInterface.OnClickListener() {
                @Override
                public void onClick(DialogInterface dialog, int which) {
                    done.run();
                }
            })
            .setNegativeButton(words.say(no), null)
            .show();
        // another app's window over the question might hide what is agreed to
        dialog.getButton(DialogInterface.BUTTON_POSITIVE).setFilterTouchesWhenObscured(true);
    }

    /** Lets a link be typed or pasted, until it is one or the person gives up. */
    static void enterLink(Context context, final Words words, final LinkListener listener) {
        final EditText field = new EditText(context);
        field.setInputType(InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_VARIATION_URI);
        field.setHint("https://…");
        TextView label = Looks.text(context, 14, Looks.QUIET);
        label.setText(words.say(Word.LINK_TEXT));
        field.setId(View.generateViewId());
        label.setLabelFor(field.getId());
        LinearLayout column = Looks.column(context);
        int side = Looks.dp(context, 24);
        column.setPadding(side, side / 2, side, 0);
        column.addView(label);
        column.addView(field);
        final AlertDialog dialog = new AlertDialog.Builder(context)
            .setTitle(words.say(Word.ENTER_LINK))
            .setView(column)
            .setPositiveButton(words.say(Word.PAIR), null) // it stays open while the link is none
            .setNegativeButton(words.say(Word.CANCEL), null)
            .show();
        Button pair = dialog.getButton(DialogInterface.BUTTON_POSITIVE);
        pair.setOnClickListener(new View.OnClickListener() {
            @Override
            public void onClick(View pressed) {
                try {
                    Invitation invitation = Invitation.parse(field.getText().toString().trim());
                    dialog.dismiss();
                    listener.onLink(invitation);
                } catch (Invitation.Unusable e) {
                    field.setError(words.say(Offer.fault(e.fault)));
                }
            }
        });
    }
}
