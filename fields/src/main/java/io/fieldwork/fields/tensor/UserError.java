package io.fieldwork.fields.tensor;

import java.util.Collection;

/**
 * A mistake the user can mend: a missing file, an unknown key, an unusable value. Its message is one clear sentence that
 * names the file, key or value and what was expected; the command line prints it alone and ends with exit code 2.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence naming what was wrong and what was expected
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * @param message one sentence naming what was wrong and what was expected
     * @param cause what revealed the mistake
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Rejects a value.
     *
     * @param holds whether it can be used
     * @param key its name
     * @param value what it is
     * @param expected what was expected, in words
     * @throws UserError "key is value; expected what was expected." if it cannot
     */
    public static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new UserError(key + " is " + value + "; expected " + expected + ".");
        }
    }

    /**
     * Rejects a value that is none of some names.
     *
     * @param key its name
     * @param value what it is
     * @param known the names
     * @throws UserError "key is value; expected one of a, b." if it is none of them
     */
    public static void oneOf(String key, String value, Collection<String> known) {
        require(known.contains(value), key, value, "one of " + String.join(", ", known));
    }
}
