package io.fieldwork.pde.closure.kinetic;

/**
 * What one thread needs for the rate of one moment: three planes of values, two of which are also transposed.
 *
 * @param home where it is put back
 * @param turned values of what does not advect
 * @param alongX values of u times the moment
 * @param alongY values of v times the moment
 * @param work space of a transform
 * @param second space of another
 */
record Workspace(Workspaces home, Plane turned, Plane alongX, Plane alongY, Plane work, Plane second)
        implements AutoCloseable {
    @Override
    public void close() {
        home.put(this);
    }
}
