package android.widget;

import android.content.Context;
import android.view.View;
import android.view.ViewGroup;
import java.util.List;

/** Options from a list. */
public class ArrayAdapter<T> implements SpinnerAdapter {
    private final List<T> objects;

    public ArrayAdapter(Context context, int resource, List<T> objects) {
        this.objects = objects;
    }

    public void setDropDownViewResource(int resource) {
    }

    public View getView(int at, View former, ViewGroup parent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String label(int at) {
        return objects.get(at).toString();
    }
}
