package io.fieldwork.samples.kind.operator;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.report.ReportFigure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Samples of an operator as pictures: the one that {@code --camera} names, such as {@code test:I}, and those after it;
 * {@code orbit} stands for the first test sample.
 */
record OperatorRendering(OperatorRun session) implements Rendering {
    private static final Pattern SAMPLE = Pattern.compile("(test|train|validation):(\\d{1,9})");

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        if (options.size() != null || options.hasMode() || options.baked() != null || files.isFilm()) {
            throw new UserError("--size, --mode, --baked and videos are for radiance fields; " + options.run()
                    + " holds an operator.");
        }
        write(options.camera(), options.frames(), files);
    }

    private void write(String camera, @Nullable Integer frames, PictureFiles files) {
        Matcher chosen = SAMPLE.matcher(camera.equals("orbit") ? "test:0" : camera);
        UserError.require(chosen.matches(), "--camera", "'" + camera + "'", "a sample of the operator such as test:3");
        DataSet samples = session.samples(Split.of("--camera", chosen.group(1)));
        int first = Integer.parseInt(chosen.group(2));
        long count = frames == null ? 1 : frames;
        UserError.require(count >= 1, "--frames", count, "a number of samples, 1 or more");
        if (first + count > samples.count()) {
            throw new UserError("--camera is " + camera + ", but there are " + samples.count() + " " + chosen.group(1)
                    + " samples, numbered from 0.");
        }
        if (files.isSingle() && count > 1) {
            throw new UserError(
                    count + " samples do not fit into " + files.place().getFileName() + "; give --out a folder.");
        }
        OperatorPictures pictures = new OperatorPictures(samples, session.evaluation(samples));
        for (int i = first; i < first + count; i++) {
            write(pictures.sample(chosen.group(1), i), files);
        }
    }

    private static void write(ReportFigure figure, PictureFiles files) {
        if (!files.isSingle()) {
            figure.write(files.place());
        } else if (figure.pixels()) {
            figure.writePng(files.place());
        } else {
            throw new UserError("Functions on a line are drawn as SVG; give --out a folder, such as samples/.");
        }
    }
}
