/**
 * Triangle meshes and their conversion from and to fields: extraction by marching cubes, distance queries, reading and
 * writing of PLY, OBJ and GLB. A mesh is plain arrays here. Tensors stay outside except where a field is sampled on a
 * grid; nothing here draws.
 */
@NullMarked
package io.fieldwork.fields.mesh;

import org.jspecify.annotations.NullMarked;
