package io.fieldwork.render.gl;

/**
 * The error that OpenGL is unusable here, with one sentence for the user: a missing library, a driver that is too old,
 * a broken shader.
 */
public final class GlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * An error without a cause.
     *
     * @param message one sentence with the remedy
     */
    public GlException(String message) {
        super(message);
    }

    /**
     * An error with a cause.
     *
     * @param message one sentence with the remedy
     * @param cause the cause
     */
    public GlException(String message, Throwable cause) {
        super(message, cause);
    }
}
