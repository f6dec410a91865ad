package io.fieldwork.render.draw;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.scene.RadianceGrid;

/** Marches rays through the bricks of radiance grids, striding over what is empty. */
final class GridPainter {
    private static final int ATLAS = 1;
    private static final int INDEX = 2;

    /** What textures are made of. */
    private record Data(int[] index, byte[] opacity, byte[] color) {}

    private GridPainter() {}

    static void paint(RadianceGrid grid, Stage stage) {
        Data data = new Data(grid.index(), grid.opacity(), grid.color());
        BrickTextures textures = stage.keep(GridPainter.class, data, BrickTextures.class, () -> BrickTextures.of(grid));
        Program program = stage.use("fill.vert", "radiance.frag", "DEGREE " + grid.degree());
        textures.atlas().bind(ATLAS);
        textures.index().bind(INDEX);
        program.set("atlas", ATLAS)
                .set("blocks", INDEX)
                .set("layer", (float) textures.layer() / textures.atlas().depth())
                .set("low", Stage.array(grid.low()))
                .set("cell", grid.cell())
                .set("size", (float) grid.nx(), (float) grid.ny(), (float) grid.nz())
                .set("stepSize", grid.step())
                .set("sceneDepth", Stage.DEPTH_UNIT);
        stage.fill();
    }
}
