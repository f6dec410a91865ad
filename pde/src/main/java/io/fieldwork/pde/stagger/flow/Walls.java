package io.fieldwork.pde.stagger.flow;

/**
 * What is solid in a box, and how it moves. The velocity between two solid cells is given; everywhere else the fluid's own,
 * also on the surface, so that walls lie within the first layer of solid cells and errors are of order one there.
 *
 * @param solid whether a cell is, [cells]
 * @param velocity given [axes][cells], in units of length and time; read between solid cells alone
 * @param rim whether the outermost layer of cells along an axis is a wall across which nothing is periodic, [axes]
 */
public record Walls(boolean[] solid, double[][] velocity, boolean[] rim) {
    /** {@return a periodic box with nothing in it} */
    public static Walls none(StaggeredGrid grid) {
        return new Walls(new boolean[grid.cells()], new double[grid.axes()][grid.cells()], new boolean[grid.axes()]);
    }

    /** {@return whether the velocity below a cell along an axis is given} */
    public boolean given(StaggeredGrid grid, int axis, int cell) {
        return solid[cell] && solid[grid.down(axis, cell)];
    }

    /** {@return whether what lies in a cell counts: not in the outermost layer along axes with walls} */
    public boolean counts(StaggeredGrid grid, int cell) {
        for (int k = 0; k < rim.length; k++) {
            int at = grid.place(k, cell);
            if (rim[k] && (at == 0 || at == grid.size().points(k) - 1)) {
                return false;
            }
        }
        return true;
    }
}
