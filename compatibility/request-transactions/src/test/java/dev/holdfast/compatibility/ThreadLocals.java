package dev.holdfast.compatibility;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of the library's a thread holds. It looks into the JDK, which has no other way to tell. */
final class ThreadLocals {
    private ThreadLocals() {}

    static List<String> ofLibrary() {
        List<String> found = new ArrayList<>();
        try {
            collect("threadLocals", found);
            collect("inheritableThreadLocals", found);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("This JDK keeps them in another way", e);
        }
        return found;
    }

    private static void collect(String kind, List<String> found) throws ReflectiveOperationException {
        Object map = field(Thread.class, kind).get(Thread.currentThread());
        Object table = map == null ? null : field(map.getClass(), "table").get(map);
        for (int i = 0; table != null && i < Array.getLength(table); i++) {
            if (Array.get(table, i) instanceof Reference<?> entry) {
                Object value = field(entry.getClass(), "value").get(entry);
                if (isOfLibrary(value)) {
                    found.add(kind + ": " + value);
                }
            }
        }
    }

    private static boolean isOfLibrary(@Nullable Object value) {
        return value != null
                && value.getClass().getName().startsWith("dev.holdfast.")
                && !value.getClass().getName().startsWith("dev.holdfast.compatibility.");
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
