package android.text;

public interface InputType {
    int TYPE_CLASS_TEXT = 1;
    int TYPE_TEXT_VARIATION_URI = 16;
    int TYPE_TEXT_FLAG_NO_SUGGESTIONS = 0x80000;
}
