package android.app;

import android.content.Context;
import android.content.DialogInterface;
import android.widget.Button;

/** A question; the last that was asked is kept. */
public class AlertDialog {
    private static Builder last = new Builder(null);

    private final Builder shown;

    private AlertDialog(Builder shown) {
        this.shown = shown;
    }

    /** For tests: what is asked; '' for nothing. */
    public static String asked() {
        return last.message;
    }

    /** For tests: say yes. */
    public static void agree() {
        Builder asked = last;
        last = new Builder(null);
        asked.yes.onClick(null, DialogInterface.BUTTON_POSITIVE);
    }

    public Button getButton(int which) {
        return new Button(shown.context);
    }

    /** What a question is made of. */
    public static class Builder {
        private final Context context;
        private String message = "";
        private DialogInterface.OnClickListener yes;

        public Builder(Context context) {
            this.context = context;
        }

        public Builder setTitle(CharSequence title) {
            return this;
        }

        public Builder setMessage(CharSequence text) {
            message = text.toString();
            return this;
        }

        public Builder setPositiveButton(CharSequence text, DialogInterface.OnClickListener listener) {
            yes = listener;
            return this;
        }

        public Builder setNegativeButton(CharSequence text, DialogInterface.OnClickListener listener) {
            return this;
        }

        public AlertDialog show() {
            last = this;
            return new AlertDialog(this);
        }
    }
}
