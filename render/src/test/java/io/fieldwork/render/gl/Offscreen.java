package io.fieldwork.render.gl;

import org.junit.jupiter.api.Assumptions;

/**
 * Contexts for tests. Without an EGL library tests are skipped, unless FIELDWORK_REQUIRE_GL is {@code true}, in the environment or as a
 * system property; any other failure is one.
 */
public final class Offscreen {
    private static final String SWITCH = "FIELDWORK_REQUIRE_GL";

    private Offscreen() {}

    /** A context, or the test is skipped. */
    public static Context open() {
        try {
            return Context.offscreen();
        } catch (GlException e) {
            boolean required = Boolean.parseBoolean(System.getProperty(SWITCH, System.getenv(SWITCH)));
            if (!required && e.getCause() instanceof UnsatisfiedLinkError) {
                Assumptions.abort(e.getMessage());
            }
            throw e;
        }
    }
}
