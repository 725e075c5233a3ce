package io.github.lowlightcam.phone.ui;

/** What can be set in the sheet, in its order there. */
enum Knob {
    MODE(Word.ENHANCE), STRENGTH(Word.STRENGTH), DENOISE(Word.DENOISE), BRIGHTENER(Word.BRIGHTENER),
    ZOOM(Word.ZOOM), EXPOSURE(Word.EXPOSURE), LENS(Word.CAMERA), SIZE(Word.SIZE), RATE(Word.RATE),
    MIRROR(Word.MIRROR);

    final Word title;

    Knob(Word title) {
        this.title = title;
    }
}
