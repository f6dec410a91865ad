package io.fieldwork.fields.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text of a CUDA program: the shared source beside this class, the program's definitions, and its own source. */
final class CudaSource {
    private static final String SHARED = "common.cu";

    private CudaSource() {}

    /** A complete source, without includes: a resource beside this class with definitions of macros before it. */
    static String text(String file, Map<String, String> definitions) {
        StringBuilder text = new StringBuilder(part(SHARED));
        definitions.forEach((name, value) ->
                text.append("#define ").append(name).append(' ').append(value).append('\n'));
        return text.append(part(file)).toString();
    }

    private static String part(String file) {
        try (InputStream in = CudaSource.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing");
            }
            return "#line 1 \"" + file + "\"\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
