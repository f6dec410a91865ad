package io.fieldwork.fields.train.store;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to train in a run folder, which one training at a time has. It is a lock on a file that nobody else opens, because a process
 * that closes a file loses its locks on it; it ends with its process, and the file stays.
 */
public final class RunLock implements AutoCloseable {
    /** The name of the file in the folder. */
    static final String NAME = ".lock";

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * {@return the right to train in a folder, until it is closed}
     *
     * @param folder of a run
     * @throws UserError if another training has it, in this process or another, or the folder cannot be written
     */
    public static RunLock of(Path folder) {
        return tryOf(folder)
                .orElseThrow(() -> new UserError(
                        "The run in " + folder.toAbsolutePath() + " is being trained by another process."));
    }

    /**
     * {@return the right to train in a folder, until it is closed; nothing if another training has it}
     *
     * @param folder of a run
     * @throws UserError if the folder cannot be written
     */
    public static Optional<RunLock> tryOf(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                return Optional.empty();
            }
            boolean held = false;
            try {
                FileChannel channel =
                        FileChannel.open(real.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                held = lock != null;
                if (!held) {
                    channel.close();
                    return Optional.empty();
                }
                return Optional.of(new RunLock(real, channel));
            } finally {
                if (!held) {
                    HELD.remove(real);
                }
            }
        } catch (IOException e) {
            throw new UserError(
                    "The folder " + folder + " cannot be locked for training: " + UserError.reason(e) + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserError("The lock of " + folder + " cannot be released: " + UserError.reason(e) + ".", e);
        } finally {
            HELD.remove(folder);
        }
    }
}
