package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Waits until a device has done all that it was given, by reading a number back behind it; nothing on the CPU. */
final class DeviceWait {
    private final NDArray number;

    DeviceWait(NDManager manager) {
        this.number = manager.zeros(new Shape(1));
    }

    /** Work that ends when the device has done it. */
    Runnable after(Runnable work) {
        return () -> {
            work.run();
            now();
        };
    }

    void now() {
        if (number.getDevice().isGpu()) {
            number.getFloat();
        }
    }
}
