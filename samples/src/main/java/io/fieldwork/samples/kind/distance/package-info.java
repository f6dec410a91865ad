/** Distance fields learned from meshes: the job, its session, pictures, the viewer. */
@NullMarked
package io.fieldwork.samples.kind.distance;

import org.jspecify.annotations.NullMarked;
