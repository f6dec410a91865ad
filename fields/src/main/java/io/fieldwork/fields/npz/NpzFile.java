package io.fieldwork.fields.npz;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * An NPZ file: a zip archive of NPY arrays, as {@code numpy.savez} and {@code numpy.savez_compressed} write it.
 * Checksums are verified when an array is read.
 */
public final class NpzFile {
    private static final String SUFFIX = ".npy";
    private static final int PIECE = 1 << 30;
    private static final int BUFFER = 1 << 16;
    /** The highest ratio that the deflate format can reach. */
    public static final long MOST_COMPRESSED = 1032;

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path path;
    private final MemorySegment zip;
    private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();

    /** The archive, of which the channel and the segment show the same bytes; the channel is closed. */
    private NpzFile(Path path, SeekableByteChannel channel, MemorySegment zip) {
        this.path = path;
        this.zip = zip;
        try (ZipFile directory =
                ZipFile.builder().setSeekableByteChannel(channel).get()) {
            Collections.list(directory.getEntries()).forEach(entry -> entries.put(entry.getName(), entry));
        } catch (IOException | RuntimeException e) {
            throw new UserError("The file " + path + " is not a whole NPZ archive: " + e.getMessage() + ".", e);
        }
    }

    /**
     * {@return the arrays of a small file, read into memory; the file may change afterwards}
     *
     * @param path of the file
     * @throws IOException if it cannot be read
     * @throws UserError if it is not a whole archive
     */
    public static NpzFile read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        return new NpzFile(path, new SeekableInMemoryByteChannel(bytes), MemorySegment.ofArray(bytes));
    }

    /**
     * {@return the arrays of a file of any size, mapped into memory; it must not change as long as they are in use}
     *
     * @param path of the file
     * @throws UserError if it is not there, cannot be read or is not a whole archive
     */
    public static NpzFile map(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            MemorySegment zip = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return new NpzFile(path, channel, zip);
        } catch (IOException e) {
            throw new UserError("The file " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
    }

    /** {@return the names of its arrays, in order} */
    public Set<String> names() {
        return entries.keySet().stream()
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * {@return one array, which stays in the file if it is stored plainly}
     *
     * @param name one of {@link #names}
     * @throws UserError if there is none of this name, or it is damaged or of another type
     */
    public NpyArray array(String name) {
        ZipArchiveEntry entry = entries.get(name + SUFFIX);
        if (entry == null) {
            throw new UserError("The file " + path + " has no array '" + name + "'; it has " + names() + ".");
        }
        try {
            MemorySegment data = zip.asSlice(entry.getDataOffset(), entry.getCompressedSize());
            MemorySegment content = entry.getMethod() == ZipEntry.STORED ? data : inflate(entry, data);
            if (content.byteSize() != entry.getSize() || checksum(content) != entry.getCrc()) {
                throw new IllegalArgumentException("its checksum is wrong");
            }
            return NpyFormat.parse(content);
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
            throw new UserError("The array '" + name + "' of the file " + path + " cannot be used: " + reason + ".", e);
        }
    }

    private static MemorySegment inflate(ZipArchiveEntry entry, MemorySegment data) {
        long size = entry.getSize();
        if (entry.getMethod() != ZipEntry.DEFLATED || size / MOST_COMPRESSED > data.byteSize()) {
            throw new IllegalArgumentException("it is compressed in an unknown way");
        }
        MemorySegment content = Arena.ofAuto().allocate(Math.max(1, size), 1).asSlice(0, size);
        try (Inflater inflater = new Inflater(true)) {
            long in = 0;
            long out = 0;
            while (out < size) {
                if (inflater.needsInput()) {
                    ByteBuffer piece = piece(data, in);
                    in += piece.remaining();
                    inflater.setInput(piece);
                }
                int done = inflater.inflate(piece(content, out));
                if (done == 0 && (inflater.finished() || in == data.byteSize())) {
                    throw new IllegalArgumentException("it is cut short");
                }
                out += done;
            }
            return content;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("its compression is damaged", e);
        }
    }

    private static ByteBuffer piece(MemorySegment segment, long from) {
        return segment.asSlice(from, Math.min(PIECE, segment.byteSize() - from)).asByteBuffer();
    }

    private static long checksum(MemorySegment... segments) {
        CRC32 crc = new CRC32();
        for (MemorySegment segment : segments) {
            for (long at = 0; at < segment.byteSize(); at += PIECE) {
                crc.update(piece(segment, at));
            }
        }
        return crc.getValue();
    }

    /**
     * Writes an archive, lightly compressed or stored plainly so that it can be mapped.
     *
     * @param path the target, written atomically
     * @param arrays by name, in order
     * @param compressed whether it is compressed
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, Map<String, NpyArray> arrays, boolean compressed) throws IOException {
        AtomicFile.write(path, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                MemorySegment header = MemorySegment.ofArray(NpyFormat.header(array.getValue()));
                MemorySegment data = array.getValue().data();
                ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
                entry.setTimeLocal(NO_TIME);
                entry.setMethod(compressed ? ZipEntry.DEFLATED : ZipEntry.STORED);
                if (!compressed) {
                    entry.setSize(header.byteSize() + data.byteSize());
                    entry.setCrc(checksum(header, data));
                }
                zip.putNextEntry(entry);
                copy(header, zip);
                copy(data, zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void copy(MemorySegment data, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long at = 0; at < data.byteSize(); at += BUFFER) {
            int length = (int) Math.min(BUFFER, data.byteSize() - at);
            MemorySegment.copy(data, at, MemorySegment.ofArray(buffer), 0, length);
            out.write(buffer, 0, length);
        }
    }
}
