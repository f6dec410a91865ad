package io.fieldwork.fields.mesh;

/**
 * A picture that lies on a mesh.
 *
 * @param places [vertices, 2], of each vertex in the picture, from 0 to 1, to the right and down from the top
 * @param png the picture, a PNG file
 */
public record Texture(float[] places, byte[] png) {}
