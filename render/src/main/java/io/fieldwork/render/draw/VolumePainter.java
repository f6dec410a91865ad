package io.fieldwork.render.draw;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.scene.VoxelGrid;
import org.joml.Vector3f;

/** Marches rays through volumes, skipping blocks of cells in which there is nothing to see. */
final class VolumePainter {
    private static final int VOXELS = 1;
    private static final int BLOCKS = 2;
    private static final int TRANSFER = 3;
    private static final int SEEN = 4;

    /** Entries of the tables over the range of values, their ends included. */
    private static final int TABLE = 1024;

    private record Curve(Transfer transfer) {}

    private VolumePainter() {}

    /** Whether other things are seen through it. */
    static boolean isTranslucent(Volume volume) {
        return switch (volume.mode()) {
            case Volume.Composite mode -> true;
            case Volume.Maximum mode -> true;
            case Volume.Isosurface mode -> false;
            case Volume.Slice mode -> false;
        };
    }

    static void paint(Volume volume, Stage stage) {
        Program program = stage.use(
                "fill.vert",
                shader(volume.mode()),
                Colors.defines(volume.transfer().palette()));
        bind(volume.grid(), program, stage);
        bind(volume.transfer(), program, stage);
        Vector3f extent = volume.high().sub(volume.low(), new Vector3f());
        program.set("low", Stage.array(volume.low()))
                .set("extent", Stage.array(extent))
                .set("cropLow", Stage.array(volume.crop().low()))
                .set("cropHigh", Stage.array(volume.crop().high()))
                .set("stepSize", volume.step())
                .set("sceneDepth", Stage.DEPTH_UNIT);
        set(volume.mode(), program);
        stage.fill();
    }

    private static String shader(Volume.Mode mode) {
        return switch (mode) {
            case Volume.Composite composite -> "volume-composite.frag";
            case Volume.Maximum maximum -> "volume-maximum.frag";
            case Volume.Isosurface surface -> "volume-isosurface.frag";
            case Volume.Slice slice -> "volume-slice.frag";
        };
    }

    private static void set(Volume.Mode mode, Program program) {
        if (mode instanceof Volume.Isosurface surface) {
            program.set("level", surface.level());
        } else if (mode instanceof Volume.Slice slice) {
            program.set("normal", Stage.array(slice.normal())).set("offset", slice.offset());
        }
    }

    private static void bind(VoxelGrid grid, Program program, Stage stage) {
        VolumeTextures textures =
                stage.keep(VolumePainter.class, grid, VolumeTextures.class, () -> VolumeTextures.of(grid));
        textures.voxels().bind(VOXELS);
        textures.blocks().bind(BLOCKS);
        program.set("voxels", VOXELS)
                .set("blocks", BLOCKS)
                .set("stored", textures.least(), textures.range())
                .set("size", (float) grid.nx(), (float) grid.ny(), (float) grid.nz())
                .set("blockSize", (float) MacroCells.SIZE);
    }

    private static void bind(Transfer transfer, Program program, Stage stage) {
        Texture curve = stage.texture(VolumePainter.class, new Curve(transfer), () -> curve(transfer));
        Texture seen = stage.texture(VolumePainter.class, transfer, () -> seen(transfer));
        curve.bind(TRANSFER);
        seen.bind(SEEN);
        program.set("transfer", TRANSFER).set("seen", SEEN).set("extinction", transfer.extinction());
        Colors.range(transfer.palette(), program);
    }

    /** Colours and opacities at even places of the range. */
    private static Texture curve(Transfer transfer) {
        float[] table = new float[4 * TABLE];
        for (int i = 0; i < TABLE; i++) {
            float place = (float) i / (TABLE - 1);
            System.arraycopy(transfer.palette().color(place), 0, table, 4 * i, 3);
            table[4 * i + 3] = transfer.opacityAt(place);
        }
        return Texture.of1d(TexelFormat.RGBA16F, TABLE).upload(table);
    }

    /** How many of the opacities before each place are above 0. */
    private static Texture seen(Transfer transfer) {
        float[] counts = new float[TABLE + 1];
        for (int i = 0; i < TABLE; i++) {
            counts[i + 1] = counts[i] + (transfer.opacityAt((float) i / (TABLE - 1)) > 0 ? 1 : 0);
        }
        return Texture.of1d(TexelFormat.R32F, TABLE + 1).upload(counts);
    }
}
