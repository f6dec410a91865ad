package io.fieldwork.render.gl;

/** What keeps OpenGL from drawing here, in one sentence for the user: a missing library, a driver that is too old, a broken shader. */
public final class GlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A reason not to draw.
     *
     * @param message a sentence that says what to do about it
     */
    public GlException(String message) {
        super(message);
    }

    /**
     * A reason not to draw that something else caused.
     *
     * @param message a sentence that says what to do about it
     * @param cause what was thrown
     */
    public GlException(String message, Throwable cause) {
        super(message, cause);
    }
}
