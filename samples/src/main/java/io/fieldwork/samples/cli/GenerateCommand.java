package io.fieldwork.samples.cli;

import io.fieldwork.fields.scene.exact.GenerateOptions;
import io.fieldwork.fields.scene.exact.GenerateOptionsBuilder;
import io.fieldwork.fields.scene.exact.SceneGenerator;
import io.fieldwork.fields.scene.exact.Scenery;
import io.fieldwork.fields.scene.layout.Album;
import io.fieldwork.fields.scene.layout.Layout;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.report.DataProgress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that writes photographs of a scene whose truth is known. */
@Command(
        name = "generate",
        headerHeading =
                "Example: fieldwork generate courtyard --format colmap --out courtyard%n"
                        + "         fieldwork generate still-life --out toys --train 50 --exposure 0.3 --turn 1 --shift 0.01%n%n",
        header = "Write photographs of an exact scene, with cameras, depth, normals and mesh.",
        description =
                "%nOUT/exact holds the cameras that took the photographs, an archive of what the pixels of each see, and"
                        + " the mesh.%n",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "SCENE",
            description = "still-life or sculpture, bounded, room, seen from inside, or courtyard, without bounds.")
    private String scene;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "A folder, absent or empty.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "blender (NeRF-Synthetic), nerfstudio, colmap, colmap-text, llff or dtu; by default nerfstudio, or"
                            + " blender for a bounded scene.")
    private @Nullable String format;

    @Option(names = "--width", paramLabel = "W", description = "Pixels; the scene has a default.")
    private @Nullable Integer width;

    @Option(names = "--height", paramLabel = "H", description = "Pixels.")
    private @Nullable Integer height;

    @Option(names = "--train", paramLabel = "N", description = "Photographs to learn from; default 70.")
    private @Nullable Integer train;

    @Option(names = "--validation", paramLabel = "N", description = "Photographs to look at meanwhile; default 2.")
    private @Nullable Integer validation;

    @Option(names = "--test", paramLabel = "N", description = "Photographs between those of the training; default 10.")
    private @Nullable Integer test;

    @Option(
            names = "--extrapolation",
            paramLabel = "N",
            description = "Photographs away from those of the training; default 0.")
    private @Nullable Integer extrapolation;

    @Option(names = "--forward", description = "All cameras stand in a small window and face one way, as in LLFF.")
    private @Nullable Boolean forward;

    @Option(names = "--samples", paramLabel = "N", description = "Rays along each side of a pixel; default 3.")
    private @Nullable Integer samples;

    @Option(
            names = "--exposure",
            paramLabel = "X",
            description = "Light of training photographs changes by factors from 1 / (1 + X) to 1 + X.")
    private @Nullable Double exposure;

    @Option(names = "--turn", paramLabel = "DEGREES", description = "Written training cameras are turned off so far.")
    private @Nullable Double turn;

    @Option(
            names = "--shift",
            paramLabel = "SHARE",
            description = "Written training cameras are moved off by a share of the distance.")
    private @Nullable Double shift;

    @Option(names = "--occluder", description = "Something stands in the way of each training photograph, with masks.")
    private @Nullable Boolean occluder;

    @Option(
            names = "--depth",
            description = "Depths beside the photographs, as a depth camera gives them (nerfstudio).")
    private @Nullable Boolean depth;

    @Option(names = "--motion", description = "The scene moves; photographs have times.")
    private @Nullable Boolean motion;

    @Option(names = "--points", paramLabel = "N", description = "Sparse points that are sought; default 2000.")
    private @Nullable Integer points;

    @Option(
            names = "--mesh",
            paramLabel = "N",
            description = "Cells of the mesh along the box; default 160, 0 for none.")
    private @Nullable Integer mesh;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random.")
    private @Nullable Long seed;

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path target = shell.directory().resolve(out);
        if (!Shell.isFree(target)) {
            throw new UserError(target + " is not empty; give another --out.");
        }
        GenerateOptions options = GenerateOptionsBuilder.builder()
                .scene(scene)
                .width(width)
                .height(height)
                .train(train)
                .validation(validation)
                .test(test)
                .extrapolation(extrapolation)
                .forward(forward)
                .samples(samples)
                .exposure(exposure)
                .turn(turn)
                .shift(shift)
                .occluder(occluder)
                .depth(depth)
                .motion(motion)
                .points(points)
                .mesh(mesh)
                .seed(seed)
                .build();
        String chosen = format == null ? Scenery.named(scene).usualFormat() : format;
        long start = System.nanoTime();
        DataProgress progress = new DataProgress(shell.err(), shell.terminal());
        Album album = SceneGenerator.write(options, chosen, target, progress::progress);
        shell.table(rows(album, chosen, (System.nanoTime() - start) * 1e-9));
        return 0;
    }

    private Map<String, String> rows(Album album, String chosen, double seconds) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("written", out + " (" + chosen + ")");
        rows.put(
                "photographs",
                album.counts().entrySet().stream()
                        .map(split -> split.getValue() + " " + split.getKey())
                        .collect(Collectors.joining(", ")));
        rows.put("points", String.valueOf(album.landmarks().size()));
        if (Layout.named(chosen).inRow()) {
            rows.put(
                    "held out",
                    "every " + album.holdout() + "th from the first: --set scene.holdout=" + album.holdout());
        }
        rows.put("seconds", String.format(Locale.ROOT, "%.1f", seconds));
        return rows;
    }
}
