package io.fieldwork.fields.train.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path temp;

    @Test
    void namesTakeTheNextFreeSuffix() {
        Path runs = temp.resolve("deep/runs");
        assertEquals(runs.resolve("toybox"), RunFolder.create(runs, "toybox").path());
        assertEquals(runs.resolve("toybox-2"), RunFolder.create(runs, "toybox").path());
        assertEquals(runs.resolve("toybox-3"), RunFolder.create(runs, "toybox").path());
        assertEquals(runs.resolve("lego"), RunFolder.create(runs, "lego").path());
    }

    @Test
    void anExplicitFolderMustBeAbsentOrEmpty() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertEquals(empty, RunFolder.create(empty).path());
        assertTrue(Files.isDirectory(RunFolder.create(temp.resolve("new")).path()));
        Files.writeString(empty.resolve("notes.txt"), "mine");
        UserError taken = assertThrows(UserError.class, () -> RunFolder.create(empty));
        assertTrue(taken.getMessage().contains("--resume"), taken.getMessage());
        assertEquals("mine", Files.readString(empty.resolve("notes.txt")));
    }

    @Test
    void aFileInTheWayIsOneSentence() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThrows(UserError.class, () -> RunFolder.create(file));
        UserError below = assertThrows(UserError.class, () -> RunFolder.create(file.resolve("run")));
        assertTrue(below.getMessage().contains("cannot be written"), below.getMessage());
        assertThrows(UserError.class, () -> RunFolder.create(file, "run"));
    }

    @Test
    void onlyAFolderWithAConfigurationOpens() {
        UserError missing = assertThrows(UserError.class, () -> RunFolder.open(temp.resolve("none")));
        assertTrue(missing.getMessage().contains("no run folder"), missing.getMessage());
        UserError other = assertThrows(UserError.class, () -> RunFolder.open(temp));
        assertTrue(other.getMessage().contains("config.yaml"), other.getMessage());
    }

    @Test
    void aPlainProgramReadsTheConfiguration() {
        RunFolder run = RunFolder.create(temp, "run");
        run.write(run.config(), "kind: radiance\ntrain: {steps: 3, rate: 0.5}\n");
        Map<String, Object> expected = Map.of("kind", "radiance", "train", Map.of("steps", 3, "rate", 0.5));
        assertEquals(expected, RunFolder.open(run.path()).configuration());
    }

    @Test
    void filesAreReplacedAndNothingIsLeftBeside() throws IOException {
        RunFolder run = RunFolder.create(temp, "run");
        Path file = run.images().resolve("a.txt");
        run.write(file, "one");
        run.write(file, "two");
        assertEquals("two", run.read(file));
        try (Stream<Path> entries = Files.list(run.images())) {
            assertEquals(List.of(file), entries.toList());
        }
        Path left = Files.createFile(file.resolveSibling("." + UUID.randomUUID() + ".tmp"));
        Path other = Files.createFile(file.resolveSibling(".mine.tmp"));
        AtomicFile.sweep(run.images());
        AtomicFile.sweep(run.path().resolve("none"));
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(other));
        Path blocked = file.resolve("below");
        assertThrows(UserError.class, () -> run.write(blocked, "x"));
        assertFalse(Files.exists(blocked));
    }
}
