package io.fieldwork.samples.cli;

import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.kind.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs commands in this process, in a folder of its own, and keeps what they say. */
public final class TestShell {
    private final Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    public TestShell(Path directory) {
        this.directory = directory;
    }

    /** Writes a configuration of a few dozen steps; the scene is never opened. */
    Path config(String name, String train) {
        return write(
                name,
                "kind: radiance\nscene: {path: /none}\ntrain: {" + train + "}\noutput: {logSteps: 5, images: 2}\n");
    }

    public Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int run(Session.Opener opener, String... arguments) {
        return run(new JobKinds(Kinds.ALL.jobs(), opener, Kinds.ALL.presets()), arguments);
    }

    public int run(JobKinds kinds, String... arguments) {
        out.reset();
        err.reset();
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(new Shell(outStream, errStream, false, directory, kinds), arguments);
    }

    int run(String... arguments) {
        return run(TinySession.opener(step -> {}), arguments);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
