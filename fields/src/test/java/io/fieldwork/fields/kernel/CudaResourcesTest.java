package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.cuda.InstalledNvrtc;
import io.fieldwork.fields.cuda.KernelResources;
import io.fieldwork.fields.cuda.Nvrtc;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every CUDA source compiles at run time for each architecture of importance, spills nothing, and keeps the budget that
 * stands above each kernel: registers of a thread, and blocks that a multiprocessor then holds.
 */
final class CudaResourcesTest {
    private static final List<Integer> CAPABILITIES = List.of(80, 86, 89, 90, 100);
    private static final Pattern KERNEL = Pattern.compile("(?:// budget: (\\d+) registers, (\\d+) blocks\n)?"
            + "extern \"C\" __global__ void __launch_bounds__\\(256(?:, \\d+)?\\)\\s+(\\w+)\\(");

    private record Budget(int registers, int blocks) {}

    static List<CudaSources.Source> sources() {
        return CudaSources.all();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void kernelsKeepTheirBudgets(CudaSources.Source source) {
        Nvrtc compiler = InstalledNvrtc.orSkip();
        Map<String, Budget> budgets = budgets(source.text());
        for (int capability : CAPABILITIES) {
            String account = compiler.account(source.file(), source.text(), capability, source.options());
            List<KernelResources> functions = KernelResources.read(account);
            assertFalse(functions.isEmpty(), account);
            functions.forEach(function -> assertWithin(budgets.get(function.function()), function, capability));
        }
    }

    private static void assertWithin(Budget budget, KernelResources found, int capability) {
        String what = found + " for " + capability;
        assertNotNull(budget, "a line '// budget: N registers, N blocks' is missing above " + found.function());
        assertEquals(0, found.spilled(), what);
        assertEquals(0, found.shared(), what);
        assertTrue(found.registers() <= budget.registers, what + " exceeds " + budget);
        int most = KernelResources.residentThreads(capability) / CudaRuntime.THREADS;
        assertTrue(
                found.blocks(CudaRuntime.THREADS, capability) >= Math.min(most, budget.blocks), what + ", " + budget);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everyKernelHasABudgetThatFits(CudaSources.Source source) {
        Map<String, Budget> budgets = budgets(source.text());
        assertFalse(budgets.isEmpty());
        budgets.forEach((kernel, budget) -> assertEquals(
                budget.blocks,
                new KernelResources(kernel, budget.registers, 0, 0).blocks(CudaRuntime.THREADS, 90),
                kernel));
    }

    @Test
    void machineCodeIsMade() {
        CudaSources.Source source = CudaSources.all().getFirst();
        byte[] image = InstalledNvrtc.orSkip().compile(source.file(), source.text(), 90, source.options());
        assertEquals("\u007fELF", new String(image, 0, 4, StandardCharsets.ISO_8859_1));
    }

    private static Map<String, Budget> budgets(String text) {
        Map<String, Budget> budgets = new HashMap<>();
        Matcher kernel = KERNEL.matcher(text);
        while (kernel.find()) {
            assertNotNull(kernel.group(1), "no budget above " + kernel.group(3));
            budgets.put(
                    kernel.group(3), new Budget(Integer.parseInt(kernel.group(1)), Integer.parseInt(kernel.group(2))));
        }
        assertEquals(text.split("__global__", -1).length - 1, budgets.size());
        return budgets;
    }
}
