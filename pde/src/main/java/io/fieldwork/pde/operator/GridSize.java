package io.fieldwork.pde.operator;

/** Size of a grid in rows and columns. */
public record GridSize(int height, int width) {
    @Override
    public String toString() {
        return height + " x " + width;
    }
}
