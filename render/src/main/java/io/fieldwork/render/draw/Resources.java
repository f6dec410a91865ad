package io.fieldwork.render.draw;

import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.gl.Program;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Objects on the device: those made from items' data are kept while the data is drawn, programs for good. */
final class Resources implements AutoCloseable {
    /** How many frames something stays without being drawn. */
    private static final int PATIENCE = 8;

    private record Key(Class<?> painter, Object data) {}

    private static final class Entry {
        private final AutoCloseable object;
        private long lastUse;

        private Entry(AutoCloseable object) {
            this.object = object;
        }
    }

    private final Map<Key, Entry> entries = new HashMap<>();
    private final Map<Object, Program> programs = new HashMap<>();
    private long frame;

    /**
     * What a painter made from data before, or makes now. Records of arrays are the same data when their arrays are the same objects.
     */
    <T extends AutoCloseable> T get(Class<?> painter, Object data, Class<T> type, Supplier<T> maker) {
        Entry entry = entries.computeIfAbsent(new Key(painter, data), key -> new Entry(maker.get()));
        entry.lastUse = frame;
        return type.cast(entry.object);
    }

    Program program(Object name, Supplier<Program> maker) {
        return programs.computeIfAbsent(name, key -> maker.get());
    }

    /** Ends a frame and closes what has not been drawn for some. */
    void sweep() {
        frame++;
        entries.values().removeIf(entry -> {
            boolean stale = entry.lastUse < frame - PATIENCE;
            if (stale) {
                close(entry.object);
            }
            return stale;
        });
    }

    /** Objects made from data. */
    int size() {
        return entries.size();
    }

    @Override
    public void close() {
        entries.values().forEach(entry -> close(entry.object));
        entries.clear();
        programs.values().forEach(Program::close);
        programs.clear();
    }

    private static void close(AutoCloseable object) {
        try {
            object.close();
        } catch (Exception e) {
            throw new GlException("An object on the graphics device could not be closed.", e);
        }
    }
}
