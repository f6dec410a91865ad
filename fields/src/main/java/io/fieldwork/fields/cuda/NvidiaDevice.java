package io.fieldwork.fields.cuda;

/**
 * A device as the NVIDIA driver describes it.
 *
 * @param index the driver's number, counted from 0 over the visible devices
 * @param name as sold
 * @param bytes size of its memory
 * @param capability compute capability times ten: 90 for 9.0
 */
public record NvidiaDevice(int index, String name, long bytes, int capability) {
    /** For example {@code gpu0: NVIDIA H100 (compute capability 9.0, 79 GiB)}. */
    @Override
    public String toString() {
        return "gpu%d: %s (compute capability %d.%d, %d GiB)"
                .formatted(index, name, capability / 10, capability % 10, bytes >> 30);
    }
}
