package io.fieldwork.fields.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a function needs of a device, as its assembler says.
 *
 * @param function its name
 * @param registers of a thread
 * @param shared bytes of a block
 * @param spilled bytes that a thread stores because registers are short
 */
public record KernelResources(String function, int registers, int shared, int spilled) {
    private static final Pattern NAME = Pattern.compile("Compiling entry function '(\\w+)'");
    private static final Pattern SPILLED = Pattern.compile("(\\d+) bytes spill stores");
    private static final Pattern REGISTERS = Pattern.compile("Used (\\d+) registers");
    private static final Pattern SHARED = Pattern.compile("(\\d+) bytes smem");

    /** Registers are given to warps in portions. */
    private static final int PORTION = 256;

    private static final int WARP = 32;

    /** {@return those of every function that an account of {@link Nvrtc#account} names} */
    public static List<KernelResources> read(String account) {
        List<KernelResources> found = new ArrayList<>();
        Matcher name = NAME.matcher(account);
        while (name.find()) {
            int next = account.indexOf("Compiling entry function", name.end());
            String part = account.substring(name.end(), next < 0 ? account.length() : next);
            Matcher registers = REGISTERS.matcher(part);
            Matcher spilled = SPILLED.matcher(part);
            if (!registers.find() || !spilled.find()) {
                throw new IllegalArgumentException("no registers or spills in: " + part);
            }
            Matcher shared = SHARED.matcher(part);
            found.add(new KernelResources(
                    name.group(1),
                    Integer.parseInt(registers.group(1)),
                    shared.find() ? Integer.parseInt(shared.group(1)) : 0,
                    Integer.parseInt(spilled.group(1))));
        }
        return found;
    }

    /**
     * {@return how many blocks of some threads are resident on a multiprocessor at a time} Limits from the table of compute
     * capabilities in the CUDA C++ Programming Guide.
     */
    public int blocks(int threads, int capability) {
        int warps = threads / WARP;
        int eachWarp = Math.ceilDiv(registers * WARP, PORTION) * PORTION;
        int byRegisters = (1 << 16) / (warps * eachWarp);
        int byThreads = residentThreads(capability) / threads;
        int byShared = shared == 0 ? byThreads : sharedBytes(capability) / shared;
        return Math.min(byRegisters, Math.min(byThreads, byShared));
    }

    /** {@return the threads that a multiprocessor holds at most} */
    public static int residentThreads(int capability) {
        return switch (capability) {
            case 86, 89, 120 -> 1536;
            default -> 2048;
        };
    }

    private static int sharedBytes(int capability) {
        return switch (capability) {
            case 80 -> 164 << 10;
            case 86, 89, 120 -> 100 << 10;
            default -> 228 << 10;
        };
    }
}
