package io.fieldwork.fields.tensor;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class StorageTest {
    @Test
    void readsAndWritesAreSharedWithTheEngine() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray array = manager.arange(6f).reshape(2, 3);
            MemorySegment storage = Storage.of(array);
            assertEquals(24, storage.byteSize());
            assertEquals(4, storage.getAtIndex(JAVA_FLOAT, 4));
            storage.setAtIndex(JAVA_FLOAT, 5, 50);
            array.muli(2);
            assertEquals(100, storage.getAtIndex(JAVA_FLOAT, 5));
            assertArrayEquals(new float[] {0, 2, 4, 6, 8, 100}, array.toFloatArray());
        }
    }

    @Test
    void arraysWithGapsAreRefused() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray array = manager.arange(6f).reshape(2, 3);
            NDArray transposed = array.transpose();
            assertTrue(Storage.isContiguous(array));
            assertFalse(Storage.isContiguous(transposed));
            assertThrows(IllegalArgumentException.class, () -> Storage.of(transposed));
            assertThrows(IllegalArgumentException.class, () -> Storage.of(array.get(":, 1")));
        }
    }

    @Test
    void emptyArraysHaveEmptyStorage() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            assertEquals(0, Storage.of(manager.create(new Shape(0, 3))).byteSize());
        }
    }
}
