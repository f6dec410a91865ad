package io.fieldwork.fields.train.store;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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
     * An existing run.
     *
     * @param path the folder
     * @return its handle
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
     * A new run in a folder of the caller's choice.
     *
     * @param path absent, or an empty folder
     * @return its handle
     * @throws UserError if something is there already or the folder cannot be made
     */
    public static RunFolder create(Path path) {
        requireFree(path);
        return new RunFolder(made(path));
    }

    /**
     * A new run under the first free name of {@code name}, {@code name-2}, {@code name-3}...
     *
     * @param parent folder of runs, made if absent
     * @param name wanted name
     * @return its handle
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
     * Whether a run may be created here.
     *
     * @param path a folder
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
            return entries.findAny().isEmpty();
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
        String reason = switch (cause) {
            case AccessDeniedException e -> "no permission";
            case FileAlreadyExistsException e -> e.getFile() + " is a file";
            default -> cause.getMessage();
        };
        return new UserError(path + " cannot be written: " + reason + ".", cause);
    }

    /**
     * Writes a file atomically; parent folders are made.
     *
     * @param file inside this folder
     * @param content its bytes
     * @throws UserError if it cannot be written; an earlier file stays as it was
     */
    public void write(Path file, byte[] content) {
        try {
            AtomicFile.write(file, out -> out.write(content));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Writes text in UTF-8 as {@link #write(Path, byte[])} does.
     *
     * @param file inside this folder
     * @param text its content
     */
    public void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a text file of this run.
     *
     * @param file inside this folder
     * @return its content
     * @throws UserError if it is missing or unreadable
     */
    public String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
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

    /**
     * Versions, device, seed, fingerprint of the data, and when the run was started or resumed.
     *
     * @return {@code manifest.json}
     */
    public Path manifest() {
        return path.resolve("manifest.json");
    }

    /** {@return {@code metrics.jsonl}, with one object for each logged step} */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /**
     * Event files.
     *
     * @return {@code tensorboard/}
     */
    public Path tensorboard() {
        return path.resolve("tensorboard");
    }

    /** {@return {@code checkpoint/state.safetensors}, with parameters, optimiser and task state of the last save} */
    public Path checkpoint() {
        return path.resolve("checkpoint").resolve("state.safetensors");
    }

    /**
     * Pictures of the held-out views and the preview.
     *
     * @return {@code images/}
     */
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
