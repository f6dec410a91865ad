package io.fieldwork.pde.closure.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.kinetic.Snapshot;
import io.fieldwork.pde.npz.ArrayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * A file of the data set active_matter of The Well (Ohana et al., NeurIPS 2024): {@code t0_fields/concentration} [run, t, x, y],
 * {@code t1_fields/velocity} with two components, {@code t2_fields/D} and {@code t2_fields/E} with two by two, {@code
 * dimensions/time} and the numbers {@code scalars/alpha}, {@code scalars/zeta} and {@code scalars/L}. The fourth moment is not among
 * them. Each run is copied into the cache as a {@link Recording}.
 */
final class WellFile {
    private final ArrayFile file;
    private final Path path;
    private final NpyArray concentration;
    private final NpyArray velocity;
    private final NpyArray second;
    private final NpyArray strain;
    private final double[] times;

    private WellFile(ArrayFile file, Path path) {
        this.file = file;
        this.path = path;
        concentration = file.array("t0_fields/concentration");
        velocity = file.array("t1_fields/velocity");
        second = file.array("t2_fields/D");
        strain = file.array("t2_fields/E");
        int[] shape = concentration.shape();
        if (shape.length != 4 || shape[2] != shape[3]) {
            throw new UserError("The concentration of " + path + " is " + Arrays.toString(shape)
                    + "; expected [run, t, x, y] on a square.");
        }
        int[] whole = Arrays.copyOf(shape, 6);
        whole[4] = 2;
        whole[5] = 2;
        boolean fit = Arrays.equals(velocity.shape(), Arrays.copyOf(whole, 5))
                && Arrays.equals(second.shape(), whole)
                && Arrays.equals(strain.shape(), whole);
        if (!fit) {
            throw new UserError("The fields of " + path + " differ in shape; expected velocity [run, t, x, y, 2],"
                    + " D and E [run, t, x, y, 2, 2] beside concentration " + Arrays.toString(shape) + ".");
        }
        times = file.array("dimensions/time").numbers();
        if (shape[0] == 0 || times.length != shape[1]) {
            throw new UserError("The file " + path + " has " + shape[0] + " runs of " + shape[1] + " frames at "
                    + times.length + " times in dimensions/time; expected a run or more, and a time for each frame.");
        }
    }

    /** The runs of a file, copied where they are not in the folder yet. */
    static List<Recording> runs(Path path, FluidDataOptions options, Path folder) {
        WellFile well = null;
        List<Recording> runs = new ArrayList<>();
        String name = Digest.of(Digest.of(path) + options.fluid(0, 0)).substring(0, 16);
        try {
            Files.createDirectories(folder);
            for (int run = 0; run == 0 || run < well.concentration.shape()[0]; run++) {
                well = well == null ? new WellFile(ArrayFile.open(path), path) : well;
                Path target = folder.resolve(name + "-" + run + ".npz");
                if (!Files.exists(target)) {
                    ActiveFluid fluid = options.fluid(well.scalar("alpha"), well.scalar("zeta"));
                    Recording.write(target, fluid, well.scalar("L"), well.frames(run));
                }
                runs.add(Recording.open(target));
            }
        } catch (IOException e) {
            throw new UserError(
                    "The runs of " + path + " cannot be kept in " + folder + " (" + UserError.reason(e) + ").", e);
        }
        return runs;
    }

    private double scalar(String name) {
        double[] numbers = file.array("scalars/" + name).numbers();
        if (numbers.length == 0) {
            throw new UserError("The array scalars/" + name + " of " + path + " is empty; expected a number.");
        }
        return numbers[0];
    }

    private List<Snapshot> frames(int run) {
        int n = concentration.shape()[2];
        int square = n * n;
        LongToDoubleFunction c = concentration.reader();
        LongToDoubleFunction u = velocity.reader();
        LongToDoubleFunction d = second.reader();
        LongToDoubleFunction e = strain.reader();
        List<Snapshot> frames = new ArrayList<>();
        for (int t = 0; t < concentration.shape()[1]; t++) {
            long at = ((long) run * concentration.shape()[1] + t) * square;
            double[] density = new double[square];
            double[] m = new double[2 * square];
            double[] rate = new double[2 * square];
            double[] v = new double[2 * square];
            for (int i = 0; i < square; i++) {
                long here = at + i;
                density[i] = c.applyAsDouble(here);
                m[2 * i] = d.applyAsDouble(4 * here) - d.applyAsDouble(4 * here + 3);
                m[2 * i + 1] = 2 * d.applyAsDouble(4 * here + 1);
                rate[2 * i] = (e.applyAsDouble(4 * here) - e.applyAsDouble(4 * here + 3)) / 2;
                rate[2 * i + 1] = e.applyAsDouble(4 * here + 1);
                v[2 * i] = u.applyAsDouble(2 * here);
                v[2 * i + 1] = u.applyAsDouble(2 * here + 1);
            }
            frames.add(new Snapshot(times[t], n, density, m, new double[0], rate, v));
        }
        return frames;
    }
}
