package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.view.Album;
import io.fieldwork.samples.view.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at runs and files, in a window or as images. */
@Command(
        name = "view",
        headerHeading = "Example: fieldwork view runs/toybox%n"
                + "         fieldwork view runs/burgers runs/burgers-2%n"
                + "         fieldwork view burgers.npz --headless --mode profile --out frames/%n%n",
        header = "Look at a run, finished or still trained, or at a solution (.npz) or an image; at two side by side.",
        description =
                "%nWithout a window (--headless) things in space are drawn from all around, what moves in time from"
                        + " its beginning to its end, and what does neither in each of its modes.%n",
        mixinStandardHelpOptions = true)
final class ViewCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "1..2",
            paramLabel = "RUN",
            description = "A run folder or a file; with a second one beside it.")
    private List<Path> paths = List.of();

    @Option(names = "--headless", description = "Draw images instead of opening a window; needs --out.")
    private boolean headless;

    @Option(names = "--frames", paramLabel = "N", description = "Number of images; by default 60, or what there is.")
    private @Nullable Integer frames;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the images, numbered PNG files.")
    private @Nullable Path out;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "1280x800",
            description = "Pixels of the window or of an image; default ${DEFAULT-VALUE}.")
    private String size;

    @Option(names = "--mode", paramLabel = "MODE", description = "What is shown first, such as depth or error.")
    private @Nullable String mode;

    @Mixin
    private OnDevice on = new OnDevice();

    ViewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ImageSize pixels = ImageSize.of(size);
        if (headless && out == null) {
            throw new UserError("--headless draws into a folder; name it with --out, such as --out frames/.");
        }
        if (frames != null && frames < 1) {
            throw new UserError("--frames is " + frames + "; expected a positive whole number.");
        }
        List<Subject> subjects = new ArrayList<>();
        try {
            for (Path path : paths) {
                subjects.add(Subjects.open(shell.directory().resolve(path), on.device, shell.opener()));
            }
            draw(new Album(subjects, pixels.width(), pixels.height(), mode));
        } finally {
            subjects.forEach(Subject::close);
        }
        return 0;
    }

    private void draw(Album album) {
        Path folder = shell.directory().resolve(out);
        int count = frames != null ? frames : album.usual();
        album.draw(count, (number, frame) -> Pngs.write(frame, Pngs.numbered(folder, number)));
        shell.out().println("Written: " + out + " (" + count + (count == 1 ? " image)" : " images)"));
    }
}
