package io.github.lowlightcam.phone.ui;

/** What a person reads over the picture when something is the matter, and the buttons that mend it. Immutable. */
final class Card {
    /** Nothing is the matter. Its words are not to be shown. */
    static final Card NONE = new Card(Sign.SIGN_CAMERA, Word.LIVE, Word.LIVE);

    final Sign sign;
    final Word title;
    final Word text;
    /** What the buttons say and do; {@link Action#NONE} for no button. */
    final Word button;
    final Action action;
    final Word second;
    final Action secondAction;
    /** The picture is to be seen below it. */
    final boolean light;

    Card(Sign sign, Word title, Word text) {
        this(sign, title, text, Word.RETRY, Action.NONE, Word.RETRY, Action.NONE, false);
    }

    private Card(Sign sign, Word title, Word text, Word button, Action action, Word second, Action secondAction,
                 boolean light) {
        this.sign = sign;
        this.title = title;
        this.text = text;
        this.button = button;
        this.action = action;
        this.second = second;
        this.secondAction = secondAction;
        this.light = light;
    }

    /** With a button. */
    Card button(Word word, Action does) {
        return new Card(sign, title, text, word, does, second, secondAction, light);
    }

    /** With a second, quieter button. */
    Card second(Word word, Action does) {
        return new Card(sign, title, text, button, action, word, does, light);
    }

    /** With the picture to be seen below it, or not. */
    Card light(boolean isLight) {
        return new Card(sign, title, text, button, action, second, secondAction, isLight);
    }
}
