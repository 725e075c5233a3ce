package android.widget;

import android.content.Context;
import java.util.List;

public class ArrayAdapter<T> extends BaseAdapter {
    public ArrayAdapter(Context context, int resource, T[] objects) { throw new RuntimeException("stub"); }
    public ArrayAdapter(Context context, int resource, List<T> objects) { throw new RuntimeException("stub"); }
    public android.view.View getView(int position, android.view.View convertView, android.view.ViewGroup parent)
            { throw new RuntimeException("stub"); }
    public void setDropDownViewResource(int resource) { throw new RuntimeException("stub"); }
}
