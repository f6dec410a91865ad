package io.fieldwork.samples.view;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.load.MeshFile;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.plot.Galleries;
import io.fieldwork.samples.run.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Opens whatever can be looked at, without being told what it is. */
public final class Subjects {
    private static final List<String> IMAGES = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

    private Subjects() {}

    /**
     * Opens a run folder, finished or still trained, a solution written by {@code export}, a grid written by {@code bake}, a mesh or
     * an image.
     *
     * @param path a folder or a file
     * @param device where a run is evaluated, as {@code Compute.choose} takes it
     * @param kinds of job that a run may be
     * @param say takes a sentence about whatever is not shown as the file states it
     * @return what is to be seen
     * @throws UserError if there is nothing that can be shown
     */
    public static Subject open(Path path, String device, JobKinds kinds, Consumer<String> say) {
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        if (Files.isDirectory(path)) {
            return run(path, name, device, kinds);
        }
        if (!Files.exists(path)) {
            throw new UserError("There is no run folder and no file " + path + ".");
        }
        String ending = name.substring(Math.max(name.lastIndexOf('.'), 0)).toLowerCase(Locale.ROOT);
        if (ending.equals(".npz")) {
            return solution(path, name);
        }
        if (BakedGrid.isGrid(path)) {
            return StillSubject.baked(path);
        }
        if (MeshFile.ENDINGS.contains(ending)) {
            return StillSubject.mesh(path, say);
        }
        if (IMAGES.contains(ending)) {
            return StillSubject.image(path);
        }
        throw new UserError(
                path + " cannot be shown; expected a run folder, a solution (.npz), a baked grid (.safetensors),"
                        + " a mesh (" + String.join(", ", MeshFile.ENDINGS) + ") or an image ("
                        + String.join(", ", IMAGES) + ").");
    }

    private static Subject run(Path path, String name, String device, JobKinds kinds) {
        TrainedRun trained = TrainedRun.open(path, device, kinds);
        WatchedRun run = new WatchedRun(trained);
        try {
            return trained.session()
                    .viewing()
                    .orElseThrow(() -> new UserError(path + " is a run of a kind that cannot be shown."))
                    .subject(name, run);
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private static Subject solution(Path path, String name) {
        try {
            return GallerySubject.of(name, Galleries.of(GridSolution.read(path)));
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }
}
