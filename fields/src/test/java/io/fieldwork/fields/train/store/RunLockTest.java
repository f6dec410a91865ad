package io.fieldwork.fields.train.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    Path temp;

    /** Tries to lock the folder of its argument; 0 if it can, 3 if a sentence says that it cannot. */
    static final class Rival {
        private Rival() {}

        public static void main(String[] arguments) {
            try (RunLock lock = RunLock.of(Path.of(arguments[0]))) {
                System.exit(0);
            } catch (UserError e) {
                System.exit(e.getMessage().contains("another process") ? 3 : 4);
            }
        }
    }

    private int rival() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Rival.class.getName(), temp.toString())
                .inheritIO()
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Test
    void aFolderIsTrainedInOnceAtATimeEvenAfterASecondAttempt() throws IOException, InterruptedException {
        try (RunLock first = RunLock.of(temp)) {
            UserError error = assertThrows(UserError.class, () -> RunLock.of(temp.resolve(".")));
            assertTrue(error.getMessage().contains("another process"), error.getMessage());
            assertEquals(3, rival());
        }
        assertEquals(0, rival());
        RunLock.of(temp).close();
        assertEquals(temp, RunFolder.create(temp).path(), "a lock alone does not make a folder full");
    }
}
