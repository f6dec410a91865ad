package io.fieldwork.render.draw;

import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.RadianceGrid;

/**
 * The bricks of a grid side by side in one texture, one layer of them below the other for each coefficient of colour, and a texture that
 * says where they are.
 *
 * @param atlas red, green, blue and, with the first coefficient, opacity
 * @param index for each block of {@link EmptySpace} the place of its brick in the atlas and 0, or, if it is empty, 1 + its level
 * @param layer texels from one coefficient to the next, along z
 */
record BrickTextures(Texture atlas, Texture index, int layer) implements AutoCloseable {
    /** Texels along an axis of a spatial texture that every driver of OpenGL 4.1 offers. */
    private static final int LONGEST = 2048;

    /** Bricks of the atlas along each axis. */
    private record Shape(int x, int y, int z) {
        static Shape of(int bricks, int coefficients) {
            int most = LONGEST / RadianceGrid.SIDE;
            int side = Math.clamp((long) Math.ceil(Math.cbrt((double) bricks * coefficients)), 1, most);
            int z = Math.max(1, (bricks + side * side - 1) / (side * side));
            if (z * coefficients > most) {
                throw new GlException("A grid of " + bricks + " bricks does not fit into a texture.");
            }
            return new Shape(side, side, z);
        }

        int[] place(int brick) {
            return new int[] {brick % x, brick / x % y, brick / x / y};
        }
    }

    static BrickTextures of(RadianceGrid grid) {
        Shape shape = Shape.of(grid.bricks(), grid.coefficients());
        int side = RadianceGrid.SIDE;
        Texture atlas = Texture.of3d(
                        TexelFormat.RGBA8, side * shape.x, side * shape.y, side * shape.z * grid.coefficients())
                .upload(atlas(grid, shape))
                .smooth();
        Texture index = Texture.of3d(
                        TexelFormat.RGBA8,
                        EmptySpace.PARTS * grid.nx(),
                        EmptySpace.PARTS * grid.ny(),
                        EmptySpace.PARTS * grid.nz())
                .upload(index(grid, shape));
        return new BrickTextures(atlas, index, side * shape.z);
    }

    private static byte[] atlas(RadianceGrid grid, Shape shape) {
        int side = RadianceGrid.SIDE;
        int width = side * shape.x;
        int height = side * shape.y;
        int depth = side * shape.z;
        byte[] texels = new byte[Math.multiplyExact(4 * width * height, depth * grid.coefficients())];
        for (int brick = 0; brick < grid.bricks(); brick++) {
            int[] place = shape.place(brick);
            for (int k = 0; k < grid.coefficients(); k++) {
                for (int i = 0; i < RadianceGrid.POINTS; i++) {
                    int x = side * place[0] + i % side;
                    int y = side * place[1] + i / side % side;
                    int z = side * place[2] + i / side / side + depth * k;
                    int to = 4 * (x + width * (y + height * z));
                    int from = i + RadianceGrid.POINTS * (k + grid.coefficients() * brick);
                    System.arraycopy(grid.color(), 3 * from, texels, to, 3);
                    texels[to + 3] = k == 0 ? grid.opacity()[i + RadianceGrid.POINTS * brick] : 0;
                }
            }
        }
        return texels;
    }

    private static byte[] index(RadianceGrid grid, Shape shape) {
        int[] levels = EmptySpace.levels(grid);
        byte[] texels = new byte[4 * levels.length];
        int nx = EmptySpace.PARTS * grid.nx();
        int ny = EmptySpace.PARTS * grid.ny();
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] < 0) {
                int x = i % nx / EmptySpace.PARTS;
                int y = i / nx % ny / EmptySpace.PARTS;
                int z = i / nx / ny / EmptySpace.PARTS;
                int[] place = shape.place(grid.index()[x + grid.nx() * (y + grid.ny() * z)]);
                for (int k = 0; k < 3; k++) {
                    texels[4 * i + k] = (byte) place[k];
                }
            }
            texels[4 * i + 3] = (byte) (levels[i] + 1);
        }
        return texels;
    }

    @Override
    public void close() {
        atlas.close();
        index.close();
    }
}
