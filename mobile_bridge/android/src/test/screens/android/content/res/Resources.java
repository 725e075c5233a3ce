package android.content.res;

import android.graphics.drawable.Drawable;
import android.graphics.drawable.VectorDrawable;
import android.util.DisplayMetrics;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The app's own strings and drawings, from its folder of resources. */
public class Resources {
    private final File folder;
    private final Configuration configuration;
    private final DisplayMetrics metrics = new DisplayMetrics();
    private final Map<String, String> strings = new HashMap<String, String>();
    private final List<String> names = new ArrayList<String>();

    public Resources(File folder, String language, Configuration configuration, float density) {
        this.folder = folder;
        this.configuration = configuration;
        metrics.density = density;
        metrics.scaledDensity = density * configuration.fontScale;
        String values = language.equals("en") ? "values" : "values-" + language;
        NodeList found = parse(new File(folder, values + "/strings.xml")).getElementsByTagName("string");
        for (int at = 0; at < found.getLength(); at++) {
            Element each = (Element) found.item(at);
            strings.put(each.getAttribute("name"), each.getTextContent().replace("\\n", "\n"));
        }
    }

    public static Document parse(File file) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
        } catch (Exception e) {
            throw new IllegalStateException(file.getPath(), e);
        }
    }

    public int getIdentifier(String name, String type, String owner) {
        String whole = type + "/" + name;
        if (!names.contains(whole)) names.add(whole);
        return names.indexOf(whole) + 1;
    }

    public String getString(int id) {
        String name = names.get(id - 1).substring("string/".length());
        if (!strings.containsKey(name)) throw new IllegalStateException("no string " + name);
        return strings.get(name);
    }

    public String getString(int id, Object... arguments) {
        return String.format(locale(), getString(id), arguments);
    }

    public Drawable getDrawable(int id) {
        return new VectorDrawable(new File(folder, names.get(id - 1) + ".xml"), metrics.density);
    }

    public Configuration getConfiguration() {
        return configuration;
    }

    public DisplayMetrics getDisplayMetrics() {
        return metrics;
    }

    private Locale locale() {
        return configuration.getLocales().get(0);
    }
}
