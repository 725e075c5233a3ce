package io.github.lowlightcam.phone.core;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** All that an object of our own remembers, as a text: two worlds of the same text go on in the same way. */
final class Memory {
    private static final String OURS = Memory.class.getPackage().getName();
    private static final Map<Class<?>, List<Field>> FIELDS = new IdentityHashMap<Class<?>, List<Field>>();
    private static final List<String> COUNTS = Arrays.asList("turn", "opened", "keys", "nowMs", "sent", "fields");
    /** Longer ago is all the same. */
    private static final long LONG_AGO_MS = 400000;

    private final StringBuilder text = new StringBuilder();
    private final Map<Object, Object> met = new IdentityHashMap<Object, Object>();
    private final long nowMs;

    private Memory(long nowMs) {
        this.nowMs = nowMs;
    }

    static String of(World world) {
        Memory memory = new Memory(world.nowMs);
        memory.write("", world);
        return memory.text.toString();
    }

    private void write(String name, Object value) {
        if (name.endsWith("Ms") && value instanceof Long) {
            text.append(Math.max((Long) value - nowMs, -LONG_AGO_MS)).append(',');
        } else if (value == null || value instanceof Number || value instanceof Boolean || value instanceof Enum
            || value instanceof CharSequence) {
            text.append(value).append(',');
        } else if (value.getClass().isArray()) {
            for (int at = 0; at < Array.getLength(value); at++) write("", Array.get(value, at));
        } else if (value instanceof Collection) {
            for (Object each : (Collection<?>) value) write("", each);
        } else if (!value.getClass().getName().startsWith(OURS)) {
            text.append(value).append(','); // JSON, an identity
        } else if (met.put(value, value) == null) {
            text.append('{');
            for (Field field : fields(value.getClass())) write(field.getName(), read(field, value));
            text.append('}');
        }
    }

    /** Counters of what was done, and what was told, change nothing. */
    private static List<Field> fields(Class<?> kind) {
        List<Field> known = FIELDS.get(kind);
        if (known != null) return known;
        known = new ArrayList<Field>();
        for (Field field : kind.getDeclaredFields()) {
            boolean isCount = COUNTS.contains(field.getName()) || field.getName().equals("seen") && kind == World.class;
            if (Modifier.isStatic(field.getModifiers()) || isCount) continue;
            field.setAccessible(true);
            known.add(field);
        }
        FIELDS.put(kind, known);
        return known;
    }

    private static Object read(Field field, Object from) {
        try {
            return field.get(from);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
