package io.fieldwork.fields.tensor;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
        super(line(message));
    }

    /**
     * @param message one sentence naming the mistake and the accepted values
     * @param cause of the error
     */
    public UserError(String message, Throwable cause) {
        super(line(message), cause);
    }

    /** The message in one line, whatever the names in it and the words of libraries hold. */
    private static String line(String message) {
        return message.strip().replaceAll("\\p{Cntrl}+\\s*", " ");
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

    /** {@return in words why a file could not be read or written} */
    public static String reason(Throwable e) {
        return switch (e) {
            case NoSuchFileException file -> file.getFile() + " is not there";
            case AccessDeniedException _ -> "no permission";
            case FileAlreadyExistsException file -> file.getFile() + " is a file";
            case NotDirectoryException folder -> folder.getFile() + " is no folder";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
