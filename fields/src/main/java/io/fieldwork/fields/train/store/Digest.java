package io.fieldwork.fields.train.store;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** SHA-256 digests in 64 hexadecimal digits: names and fingerprints of files. */
public final class Digest {
    private Digest() {}

    /** {@return the digest of a text in UTF-8} */
    public static String of(String content) {
        return of(Stream.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * {@return the digest of a file's content}
     *
     * @throws UserError if it cannot be read
     */
    public static String of(Path file) {
        MessageDigest digest = start();
        try (OutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, digested);
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be read (" + UserError.reason(e) + ").", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** {@return the digest of pieces that follow one another} */
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
