package io.fieldwork.samples.view;

import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.GlException;
import org.junit.jupiter.api.Assumptions;

/**
 * Says whether tests can draw. Without an EGL library they are skipped, unless FIELDWORK_REQUIRE_GL is {@code true}, in the environment or
 * as a system property; any other failure is one.
 */
public final class Offscreen {
    private static final String SWITCH = "FIELDWORK_REQUIRE_GL";

    private Offscreen() {}

    /** Goes on, or skips the test. */
    public static void require() {
        try {
            Context.offscreen().close();
        } catch (GlException e) {
            boolean required = Boolean.parseBoolean(System.getProperty(SWITCH, System.getenv(SWITCH)));
            if (!required && e.getCause() instanceof UnsatisfiedLinkError) {
                Assumptions.abort(e.getMessage());
            }
            throw e;
        }
    }
}
