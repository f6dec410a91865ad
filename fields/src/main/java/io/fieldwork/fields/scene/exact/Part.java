package io.fieldwork.fields.scene.exact;

/**
 * A solid of one material at its place. Solid and texture are in coordinates relative to the place, so that a part takes its
 * pattern along.
 *
 * @param name of the part
 * @param solid the body
 * @param x place
 * @param y place
 * @param z place
 * @param reach no point of the body is farther from the place, may be infinite
 * @param material the surface
 */
public record Part(String name, Solid solid, double x, double y, double z, double reach, Material material) {
    /** {@return a part without end, at the origin} */
    public static Part endless(String name, Solid solid, Material material) {
        return new Part(name, solid, 0, 0, 0, Double.POSITIVE_INFINITY, material);
    }

    /** {@return the signed distance of a point of the world} */
    double distance(double px, double py, double pz) {
        return solid.distance(px - x, py - y, pz - z);
    }
}
