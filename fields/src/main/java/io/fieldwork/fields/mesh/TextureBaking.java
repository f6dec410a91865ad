package io.fieldwork.fields.mesh;

import io.fieldwork.fields.tensor.UserError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A texture for a mesh whose colour is known everywhere on it. */
public final class TextureBaking {
    private static final int CHUNK = 1 << 16;

    /** What is known of the surface. */
    @FunctionalInterface
    public interface Colors {
        /** {@return the colours [points * 3] in sRGB, from 0 to 1, of points [points * 3] of the mesh} */
        float[] at(double[] points);
    }

    private final TriangleMesh mesh;
    private final TextureAtlas atlas;
    private final Colors colors;
    private final BufferedImage image;
    private final double[] points = new double[3 * CHUNK];
    private final int[] texels = new int[CHUNK];
    private int count;

    private TextureBaking(TriangleMesh mesh, int size, Colors colors) {
        this.mesh = mesh;
        this.atlas = new TextureAtlas(mesh, size);
        this.colors = colors;
        this.image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    }

    /**
     * {@return a mesh with a texture, in which no two triangles share a vertex}
     *
     * @param mesh with its normals
     * @param size of the picture in texels a side, a power of two
     * @param colors of the surface
     * @throws UserError if the triangles have no room in it
     */
    public static PaintedMesh of(PaintedMesh mesh, int size, Colors colors) {
        int triangles = mesh.shape().triangleCount();
        UserError.require(
                Integer.bitCount(size) == 1 && size <= 1 << 14 && size >= TextureAtlas.least(triangles),
                "--texture",
                size,
                "a power of two from " + TextureAtlas.least(triangles) + " to 16384 for " + triangles
                        + " triangles, or fewer --triangles");
        TextureBaking baking = new TextureBaking(mesh.shape(), size, colors);
        baking.atlas.each(baking::take);
        baking.paint();
        return baking.unshared(mesh);
    }

    private void take(int x, int y, int triangle, double a, double b, double c) {
        int[] corners = mesh.triangles();
        double[] v = mesh.vertices();
        for (int k = 0; k < 3; k++) {
            points[3 * count + k] = a * v[3 * corners[3 * triangle] + k]
                    + b * v[3 * corners[3 * triangle + 1] + k]
                    + c * v[3 * corners[3 * triangle + 2] + k];
        }
        texels[count++] = y * image.getWidth() + x;
        if (count == CHUNK) {
            paint();
        }
    }

    private void paint() {
        float[] found = colors.at(Arrays.copyOf(points, 3 * count));
        for (int i = 0; i < count; i++) {
            int rgb = 0;
            for (int k = 0; k < 3; k++) {
                rgb = rgb << 8 | Math.round(255 * Math.clamp(found[3 * i + k], 0f, 1f));
            }
            image.setRGB(texels[i] % image.getWidth(), texels[i] / image.getWidth(), rgb);
        }
        count = 0;
    }

    private PaintedMesh unshared(PaintedMesh painted) {
        int[] corners = mesh.triangles();
        double[] vertices = new double[3 * corners.length];
        float[] normals = new float[painted.normals().length == 0 ? 0 : vertices.length];
        int[] own = new int[corners.length];
        for (int i = 0; i < corners.length; i++) {
            own[i] = i;
            System.arraycopy(mesh.vertices(), 3 * corners[i], vertices, 3 * i, 3);
            if (normals.length > 0) {
                System.arraycopy(painted.normals(), 3 * corners[i], normals, 3 * i, 3);
            }
        }
        Texture texture = new Texture(atlas.coordinates(), png());
        return new PaintedMesh(new TriangleMesh(vertices, own), normals, new byte[0], texture);
    }

    private byte[] png() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
