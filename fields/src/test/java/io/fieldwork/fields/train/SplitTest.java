package io.fieldwork.fields.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void choosesItsPart() {
        assertEquals("a", Split.of("--split", "train").of("a", "b", "c"));
        assertEquals("b", Split.of("--split", "validation").of("a", "b", "c"));
        assertEquals("c", Split.of("--split", "test").of("a", "b", "c"));
        UserError error = assertThrows(UserError.class, () -> Split.of("--split", "trian"));
        assertEquals("--split is 'trian'; the nearest known one is train.", error.getMessage());
    }

    @Test
    void digestsOfPiecesAreThoseOfTheWhole() {
        Stream<byte[]> pieces = Stream.of("ab", "", "c").map(text -> text.getBytes(StandardCharsets.UTF_8));
        // FIPS 180-2, appendix B.1
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Digest.of(pieces));
    }
}
