package io.fieldwork.fields.train.store;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** SHA-256 digests in 64 hexadecimal digits: names and fingerprints of files. */
public final class Digest {
    private static final int BUFFER = 1 << 16;

    private Digest() {}

    /**
     * The digest of a text in UTF-8.
     *
     * @param content the text
     * @return the digits
     */
    public static String of(String content) {
        return HexFormat.of().formatHex(start().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The digest of a file's content.
     *
     * @param file to be read
     * @return the digits
     * @throws UserError if it cannot be read
     */
    public static String of(Path file) {
        MessageDigest digest = start();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be read (" + e + ").", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The digest of concatenated pieces.
     *
     * @param pieces in order
     * @return the digits
     */
    public static String of(Stream<byte[]> pieces) {
        MessageDigest digest = start();
        pieces.forEachOrdered(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
