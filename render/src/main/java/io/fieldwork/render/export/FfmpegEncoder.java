package io.fieldwork.render.export;

import io.fieldwork.render.view.Frame;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The encoder that pipes raw frames into {@code ffmpeg}. */
final class FfmpegEncoder implements Video.Encoder {
    private final Process process;
    private final OutputStream pipe;
    private final Path log;

    FfmpegEncoder(Path program, Path file, int width, int height, int rate) throws IOException {
        log = Files.createTempFile("ffmpeg", ".log");
        String options = "-hide_banner -loglevel error -y -f rawvideo -pix_fmt rgb24 -s %dx%d -r %d -i - -an"
                + " -vf crop=floor(iw/2)*2:floor(ih/2)*2:0:0 -c:v libx264 -crf 18 -pix_fmt yuv420p -movflags +faststart";
        List<String> command =
                new ArrayList<>(List.of(options.formatted(width, height, rate).split(" ")));
        command.addFirst(program.toString());
        command.addLast(file.toString());
        process = new ProcessBuilder(command)
                .redirectOutput(log.toFile())
                .redirectErrorStream(true)
                .start();
        pipe = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    }

    /** The program on the path, or null. */
    static @Nullable Path find() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : List.of("ffmpeg", "ffmpeg.exe")) {
                Path program = Path.of(folder).resolve(name);
                if (!folder.isEmpty() && Files.isExecutable(program) && Files.isRegularFile(program)) {
                    return program;
                }
            }
        }
        return null;
    }

    @Override
    public void add(Frame frame) throws IOException {
        byte[] rgb = new byte[3 * frame.width() * frame.height()];
        for (int i = 0; i < rgb.length / 3; i++) {
            System.arraycopy(frame.rgba(), 4 * i, rgb, 3 * i, 3);
        }
        try {
            pipe.write(rgb);
        } catch (IOException e) {
            throw new IOException("ffmpeg stopped" + complaint(), e);
        }
    }

    @Override
    public void finish() throws IOException {
        try {
            pipe.close();
            if (process.waitFor() != 0) {
                throw new IOException("ffmpeg failed" + complaint());
            }
            Files.deleteIfExists(log);
        } catch (InterruptedException e) {
            abort();
            Thread.currentThread().interrupt();
            throw new IOException("ffmpeg was interrupted", e);
        }
    }

    private String complaint() throws IOException {
        process.destroy();
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "" : ": " + lines.getLast();
    }

    @Override
    public void abort() {
        process.destroy();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
            Files.deleteIfExists(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.toFile().deleteOnExit();
        }
    }
}
