package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Picture;
import io.fieldwork.samples.run.Mapped;
import io.fieldwork.samples.run.MappingPictures;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Samples of an operator as pictures.
 *
 * @param mapped the operator and its data
 * @param camera {@code test:I}, {@code train:I} or {@code validation:I}; {@code orbit} stands for the first test samples
 * @param frames how many samples from that one on, or null for one
 */
record SampleViews(Mapped mapped, String camera, @Nullable Integer frames) {
    private static final Pattern SAMPLE = Pattern.compile("(test|train|validation):(\\d{1,9})");

    /**
     * Writes them.
     *
     * @param single the file of one picture, or null
     * @param folder where several go
     * @throws UserError if there is no such sample
     */
    void write(@Nullable Path single, Path folder) {
        Matcher chosen = SAMPLE.matcher(camera.equals("orbit") ? "test:0" : camera);
        if (!chosen.matches()) {
            throw new UserError("--camera is '" + camera + "'; expected a sample of the operator such as test:3.");
        }
        DataSet samples = mapped.samples(Split.of("--camera", chosen.group(1)));
        int first = Integer.parseInt(chosen.group(2));
        long count = frames == null ? 1 : frames;
        if (count < 1) {
            throw new UserError("--frames is " + frames + "; expected a number of samples, 1 or more.");
        }
        if (first + count > samples.count()) {
            throw new UserError("--camera is " + camera + ", but there are " + samples.count() + " " + chosen.group(1)
                    + " samples, numbered from 0.");
        }
        if (single != null && count > 1) {
            throw new UserError(count + " samples do not fit into " + single.getFileName() + "; give --out a folder.");
        }
        MappingPictures pictures = new MappingPictures(samples, mapped.trial(samples));
        for (int i = first; i < first + count; i++) {
            Exhibit exhibit = pictures.sample(chosen.group(1), i);
            if (single == null) {
                exhibit.write(folder);
            } else if (exhibit instanceof Picture picture) {
                picture.image().writePng(single);
            } else {
                throw new UserError("Functions on a line are drawn as SVG; give --out a folder, such as samples/.");
            }
        }
    }
}
