package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DoctorTest {
    @Test
    void reportsEveryPartOfTheSetUp() {
        List<Doctor.Fact> facts = Doctor.examine("cpu");
        List<String> names = facts.stream().map(Doctor.Fact::name).toList();
        assertTrue(
                names.containsAll(List.of("Java", "memory", "vectors", "allocator", "libtorch", "threads", "device")),
                names.toString());
        for (Doctor.Fact fact : facts) {
            assertEquals(fact.ok(), fact.advice().isEmpty(), fact.toString());
            assertFalse(fact.value().isBlank(), fact.toString());
        }
    }

    @Test
    void aMistakeBecomesAFinding() {
        Doctor.Fact last = Doctor.examine("gpu999").getLast();
        assertFalse(last.ok());
        assertTrue(last.advice().contains("gpu999"), last.advice());
    }

    @Test
    void judgesTheAllocatorBySystemAndTunables() {
        assertTrue(Doctor.allocator("Linux", "glibc.malloc.arena_max=1:glibc.malloc.mmap_max=0")
                .ok());
        assertFalse(Doctor.allocator("Linux", "glibc.malloc.arena_max=1").ok());
        assertFalse(Doctor.allocator("Linux", null).ok());
        assertTrue(Doctor.allocator("Mac OS X", null).ok());
    }

    @Test
    void judgesThreadsByProcessors() {
        assertTrue(Doctor.threads(2, 2).ok());
        assertFalse(Doctor.threads(8, 2).ok());
    }
}
