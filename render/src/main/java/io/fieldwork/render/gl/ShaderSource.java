package io.fieldwork.render.gl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source text of a shader with its includes, each once, where a line {@code #include "name"} stands. It maps each
 * of its lines to file and line.
 */
final class ShaderSource {
    private static final String VERSION = "#version 410 core";
    private static final Pattern INCLUDE = Pattern.compile("\\s*#include\\s+\"([^\"]+)\"\\s*");
    /** The location in the compiler logs of Mesa, NVIDIA and Apple: the number of the text, then that of the line. */
    private static final Pattern LOCATION =
            Pattern.compile("(?m)^(?:ERROR: |WARNING: )?\\d+[:(](\\d+)\\)?(?:\\(\\d+\\))?\\s?:");

    private record Origin(String file, int line) {}

    private final Class<?> room;
    private final List<String> lines = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final Set<String> included = new HashSet<>();

    private ShaderSource(Class<?> room) {
        this.room = room;
        add(VERSION, new Origin("version", 1));
    }

    private void add(String line, Origin origin) {
        lines.add(line);
        origins.add(origin);
    }

    /** Reads a resource that lies beside a class. */
    static ShaderSource read(Class<?> room, String file, String... defines) {
        ShaderSource source = new ShaderSource(room);
        for (String define : defines) {
            source.add("#define " + define, new Origin(define, 1));
        }
        source.include(file);
        return source;
    }

    private void include(String file) {
        if (!included.add(file)) {
            return;
        }
        List<String> text = resource(file).lines().toList();
        for (int i = 0; i < text.size(); i++) {
            Matcher include = INCLUDE.matcher(text.get(i));
            if (include.matches()) {
                include(include.group(1));
            } else {
                add(text.get(i), new Origin(file, i + 1));
            }
        }
    }

    private String resource(String file) {
        try (InputStream in = room.getResourceAsStream(file)) {
            if (in == null) {
                throw new GlException("The shader " + file + " does not lie beside " + room.getName() + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** A compiler's log with our own files and lines. */
    String explain(String log) {
        return LOCATION.matcher(log).replaceAll(match -> {
            int line = Integer.parseInt(match.group(1));
            if (line < 1 || line > origins.size()) {
                return Matcher.quoteReplacement(match.group());
            }
            Origin origin = origins.get(line - 1);
            return Matcher.quoteReplacement(origin.file() + ":" + origin.line() + ":");
        });
    }
}
