package io.fieldwork.fields.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

final class KernelArgumentsTest {
    @Test
    void everyParameterLiesBehindItsAddress() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment addresses = KernelArguments.pack(arena, 7, 1L << 40, -2.5f);
            assertEquals(7, value(addresses, 0).get(ValueLayout.JAVA_INT, 0));
            assertEquals(1L << 40, value(addresses, 1).get(ValueLayout.JAVA_LONG, 0));
            assertEquals(-2.5f, value(addresses, 2).get(ValueLayout.JAVA_FLOAT, 0));
        }
    }

    @Test
    void otherTypesAreRejected() {
        try (Arena arena = Arena.ofConfined()) {
            var error = assertThrows(IllegalArgumentException.class, () -> KernelArguments.pack(arena, 1.0));
            assertTrue(error.getMessage().contains("Double"));
        }
    }

    @Test
    void gridsCoverTheirItems() {
        assertEquals(new CudaProgram.Grid(4, 1, 256), CudaProgram.Grid.over(769, 256));
        assertEquals(
                new CudaProgram.Grid(3, 5, 256), CudaProgram.Grid.over(768, 256).rows(5));
        assertTrue(CudaProgram.Grid.over(0, 256).isEmpty());
    }

    private static MemorySegment value(MemorySegment addresses, int index) {
        return MemorySegment.ofAddress(addresses.getAtIndex(ValueLayout.JAVA_LONG, index))
                .reinterpret(8);
    }
}
