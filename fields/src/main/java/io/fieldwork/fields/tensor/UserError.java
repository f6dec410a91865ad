package io.fieldwork.fields.tensor;

import java.util.Collection;

/**
 * An error that the user can correct: a missing file, an unknown key, an unusable value. Its message is one clear
 * sentence that names the file, key or value and the accepted values; the command line prints it alone and ends with
 * exit code 2.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence naming the mistake and the accepted values */
    public UserError(String message) {
        super(message);
    }

    /**
     * @param message one sentence naming the mistake and the accepted values
     * @param cause of the error
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Rejects a value that cannot be used.
     *
     * @throws UserError "key is value; expected what was expected." unless it holds
     */
    public static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new UserError(key + " is " + value + "; expected " + expected + ".");
        }
    }

    /**
     * Rejects a value that is none of some names.
     *
     * @throws UserError "key is value; expected one of a, b." if it is none of them
     */
    public static void oneOf(String key, String value, Collection<String> known) {
        require(known.contains(value), key, value, "one of " + String.join(", ", known));
    }
}
