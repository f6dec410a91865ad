package io.fieldwork.render.gl;

/** A failure of OpenGL in one sentence for the user: a missing library, an old driver, a broken shader. */
public final class GlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error in one sentence with the remedy. */
    public GlException(String message) {
        super(message);
    }

    /** An error in one sentence with the remedy, and its cause. */
    public GlException(String message, Throwable cause) {
        super(message, cause);
    }
}
