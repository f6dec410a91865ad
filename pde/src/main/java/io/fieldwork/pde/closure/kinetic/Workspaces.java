package io.fieldwork.pde.closure.kinetic;

import java.util.concurrent.ConcurrentLinkedQueue;

/** Work space for as many threads as ask for some. */
final class Workspaces {
    private final Square square;
    private final ConcurrentLinkedQueue<Workspace> free = new ConcurrentLinkedQueue<>();

    Workspaces(Square square) {
        this.square = square;
    }

    /** {@return some that nobody else has until it is closed} */
    Workspace take() {
        Workspace used = free.poll();
        return used != null
                ? used
                : new Workspace(this, square.values(), square.values(), square.values(), square.work(), square.work());
    }

    void put(Workspace space) {
        free.add(space);
    }
}
