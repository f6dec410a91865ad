package io.fieldwork.samples.cli;

import io.fieldwork.fields.mesh.MeshFormat;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.kind.Export;
import io.fieldwork.samples.kind.ExportOptions;
import io.fieldwork.samples.kind.Meshing;
import io.fieldwork.samples.run.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that writes the solution of an equation, or a surface, for other programs. */
@Command(
        name = "export",
        headerHeading = "Example: fieldwork export runs/burgers --out burgers.npz --reference%n"
                + "         fieldwork export runs/navier-stokes --out flow.pvd%n"
                + "         fieldwork export runs/burgers --out slice.csv --time 0.5 --grid 1001%n"
                + "         fieldwork export runs/distance --out mesh.glb --grid 512 --triangles 50000%n%n",
        header = "Write the solution of a run on a grid: for NumPy (.npz), ParaView (.vti, .pvd) or as text (.csv);"
                + " or its surface as a mesh (.ply, .obj, .glb).",
        description = "%nPlaces outside the domain are NaN. A .vti file is one image, its axes those in space and then"
                + " time; a .pvd file is a series of images in time, which lie in a folder of the same name. A mesh is in the"
                + " frame of the data, but for .glb turned so that y is up where z was.%n",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final int LEAST_TEXTURE = 8;
    private static final int MOST_TEXTURE = 1 << 14;

    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "A run folder of an equation, or of a field with a surface.")
    private Path run;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to; its ending says how: .npz, .vti, .pvd or .csv, or for a mesh .ply, .obj or .glb.")
    private Path out;

    @Option(
            names = "--grid",
            paramLabel = "N,N",
            description =
                    "Points along each axis, t first; by default those of the reference, or 256. Of a surface the cells"
                            + " along the longest side of its box.")
    private @Nullable String grid;

    @Option(names = "--time", paramLabel = "T", description = "One time only.")
    private @Nullable Double time;

    @Option(
            names = "--derivatives",
            paramLabel = "NAMES",
            split = ",",
            description = "Derivatives to write as well, such as u_x,u_t.")
    private List<String> derivatives = List.of();

    @Option(
            names = "--at",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "The member of a family, such as nu=0.05; by default the middle of each range.")
    private Map<String, Double> at = Map.of();

    @Option(names = "--reference", description = "Write the reference solution as well.")
    private boolean reference;

    @Option(
            names = "--triangles",
            paramLabel = "N",
            description = "At most so many triangles, by joining those that matter least; by default all.")
    private @Nullable Integer triangles;

    @Option(names = "--largest", description = "Of a surface, only the largest part.")
    private boolean largest;

    @Option(
            names = "--texture",
            paramLabel = "N",
            description =
                    "Of a surface with colours (kind surface), a picture of them of N texels a side, a power of two: in a"
                            + " .glb file, or as .mtl and .png beside an .obj file; by default colours at the vertices.")
    private @Nullable Integer texture;

    @Option(names = "--force", description = "Replace what is there.")
    private boolean force;

    @Mixin
    private OnDevice on = new OnDevice();

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        requireTexture();
        int[] counts = counts();
        Path target = shell.directory().resolve(out);
        if (MeshFormat.find(out).isPresent()) {
            return mesh(counts, target);
        }
        ExportFormat format = ExportFormat.of(out);
        requireFree(target);
        if (format == ExportFormat.PVD) {
            requireFreeFolder(ExportFormat.folder(target));
        }
        try (TrainedRun trained = TrainedRun.open(shell.directory().resolve(run), on.device, shell.kinds())) {
            Export export = trained.session()
                    .export(new ExportOptions(counts, time, derivatives, reference, at))
                    .orElseThrow(() ->
                            new UserError(run + " holds no solution of an equation; expected a run of kind pinn."));
            format.check(export.axes());
            write(format, target, export);
            shell.out().println("Written: " + out + " (" + described(export) + ")");
        }
        return 0;
    }

    private int mesh(int[] counts, Path target) {
        UserError.require(counts.length < 2, "--grid", grid, "one number of cells for a mesh");
        UserError.require(triangles == null || triangles >= 4, "--triangles", triangles, "4 or more");
        MeshExport export =
                new MeshExport(counts.length == 0 ? MeshExport.USUAL : counts[0], triangles, largest, texture);
        MeshFormat.of(target).files(target, texture != null).forEach(this::requireFree);
        try (TrainedRun trained = TrainedRun.open(shell.directory().resolve(run), on.device, shell.kinds())) {
            Meshing meshing = trained.session()
                    .meshing()
                    .orElseThrow(() -> new UserError(run + " holds no surface; expected a run of kind distance."));
            shell.out().println("Written: " + out + " (" + export.write(meshing, target, shell.err()::println) + ")");
        }
        return 0;
    }

    private int[] counts() {
        if (grid == null) {
            return new int[0];
        }
        if (!grid.matches("\\d{1,9}(,\\d{1,9})*")) {
            throw new UserError("--grid is '" + grid + "'; expected points along each axis, such as 101,256.");
        }
        return Arrays.stream(grid.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private void requireTexture() {
        if (texture == null) {
            return;
        }
        boolean power = texture >= LEAST_TEXTURE && texture <= MOST_TEXTURE && Integer.bitCount(texture) == 1;
        UserError.require(power, "--texture", texture, "a power of two from " + LEAST_TEXTURE + " to " + MOST_TEXTURE);
        boolean holds = MeshFormat.find(out).filter(MeshFormat::textured).isPresent();
        UserError.require(holds, "--out", out, "a name that ends in .glb or .obj, as --texture is given");
    }

    private void requireFree(Path target) {
        for (Path folder = target.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new UserError("--out is " + out + ", but " + folder + " is a file; expected a folder.");
            }
        }
        if (Files.isDirectory(target)) {
            throw new UserError(target + " is a folder; expected a file.");
        }
        if (Files.exists(target) && !force) {
            throw new UserError(target + " is there already; give another --out, or --force to replace it.");
        }
    }

    private void requireFreeFolder(Path folder) {
        if (!Shell.isFree(folder) && !(force && Files.isDirectory(folder))) {
            throw new UserError(
                    folder + " is there already; give another --out, or --force to replace the images in it.");
        }
    }

    private static void write(ExportFormat format, Path target, Export export) {
        try {
            format.write(target, export.axes(), export.solution());
        } catch (IOException e) {
            throw new UserError(target + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }

    private static String described(Export export) {
        return String.join(", ", export.unknowns()) + " at "
                + export.axes().stream()
                        .map(axis -> axis.size() + " " + axis.name())
                        .collect(Collectors.joining(" x "))
                + (export.member().isEmpty() ? "" : ", for " + export.member());
    }
}
