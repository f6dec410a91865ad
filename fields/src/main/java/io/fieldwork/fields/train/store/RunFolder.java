package io.fieldwork.fields.train.store;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The folder of a run: its resolved configuration, manifest, metrics, checkpoint, images and report. Later commands and
 * programs open it by its path: {@code RunFolder.open(Path.of("runs/toybox"))}. An existing run is never overwritten,
 * and every file but the growing logs is written atomically.
 */
public final class RunFolder {
    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /**
     * {@return an existing run}
     *
     * @param path the folder
     * @throws UserError if there is no such folder, or it holds no {@code config.yaml}
     */
    public static RunFolder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UserError("There is no run folder " + path + ".");
        }
        RunFolder folder = new RunFolder(path);
        if (!Files.isRegularFile(folder.config())) {
            throw new UserError(path + " is not a run folder: it holds no config.yaml.");
        }
        return folder;
    }

    /**
     * {@return a new run in a folder of the caller's choice}
     *
     * @param path absent, or an empty folder
     * @throws UserError if something is there already or the folder cannot be made
     */
    public static RunFolder create(Path path) {
        requireFree(path);
        return new RunFolder(made(path));
    }

    /**
     * {@return a new run under the first free name of {@code name}, {@code name-2}, {@code name-3}...}
     *
     * @param parent folder of runs, made if absent
     * @param name wanted name
     * @throws UserError if the folder cannot be made
     */
    public static RunFolder create(Path parent, String name) {
        made(parent);
        for (int i = 1; ; i++) {
            Path path = parent.resolve(i == 1 ? name : name + "-" + i);
            try {
                return new RunFolder(Files.createDirectory(path));
            } catch (FileAlreadyExistsException e) {
                // taken, perhaps by a run that started at this moment: the next suffix
            } catch (IOException e) {
                throw unwritable(path, e);
            }
        }
    }

    /**
     * Rejects a folder in which no run may be created.
     *
     * @throws UserError if it is a file or holds anything
     */
    public static void requireFree(Path path) {
        if (Files.exists(path) && !isEmpty(path)) {
            throw new UserError("The output folder " + path + " is not empty; continue the run in it with --resume, or"
                    + " choose another folder with --out.");
        }
    }

    private static boolean isEmpty(Path path) {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.endsWith(RunLock.NAME));
        } catch (NotDirectoryException e) {
            throw new UserError("The output folder " + path + " is a file; choose another with --out.", e);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static Path made(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static UserError unwritable(Path path, IOException cause) {
        return new UserError(path + " cannot be written: " + UserError.reason(cause) + ".", cause);
    }

    /**
     * Writes a file inside this folder atomically; parent folders are made.
     *
     * @throws UserError if it cannot be written; an earlier file stays as it was
     */
    public void write(Path file, byte[] content) {
        try {
            AtomicFile.write(file, out -> out.write(content));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes text in UTF-8 as {@link #write(Path, byte[])} does. */
    public void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the text of a file inside this folder}
     *
     * @throws UserError if it is missing or unreadable
     */
    public String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    /** {@return the resolved configuration in {@code config.yaml} as plain maps, lists, strings and numbers} */
    @SuppressWarnings("unchecked")
    public Map<String, Object> configuration() {
        return new YAMLMapper().readValue(read(config()), Map.class);
    }

    /** {@return the folder as it was given} */
    public Path path() {
        return path;
    }

    /** {@return {@code config.yaml}, the resolved, complete configuration} */
    public Path config() {
        return path.resolve("config.yaml");
    }

    /** {@return {@code manifest.json}: versions, device, seed, fingerprint of the data, times of start and resumes} */
    public Path manifest() {
        return path.resolve("manifest.json");
    }

    /** {@return {@code metrics.jsonl}, with one object for each logged step} */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** {@return {@code tensorboard/}, with event files} */
    public Path tensorboard() {
        return path.resolve("tensorboard");
    }

    /** {@return {@code checkpoint/state.safetensors}, with parameters, optimiser and task state of the last save} */
    public Path checkpoint() {
        return path.resolve("checkpoint").resolve("state.safetensors");
    }

    /** {@return {@code images/}, with pictures of the held-out views and the preview} */
    public Path images() {
        return path.resolve("images");
    }

    /** {@return {@code report.html}, the page that shows the run} */
    public Path report() {
        return path.resolve("report.html");
    }

    /** {@return {@code result.json}, with the final numbers} */
    public Path result() {
        return path.resolve("result.json");
    }
}
