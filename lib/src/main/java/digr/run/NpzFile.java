package digr.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * numpy's file of several named arrays: a zip of .npy files.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.savez.html">numpy.savez</a>
 */
public final class NpzFile {
    /** The most that all arrays of a file may take: a small file can't unpack to more than the memory. */
    private static final long UNPACKED_LIMIT = 1L << 30;

    /** Deflate can't shrink by more, so an entry that claims so lies. */
    private static final long DEFLATE_LIMIT = 1032;

    private static final String SUFFIX = ".npy";

    /** The same for every file; the first moment that a zip can hold without a second, zone-dependent field. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    private NpzFile() {}

    /**
     * Reads all arrays, in the file's order. Names are names only, never paths.
     *
     * @throws UserException if it is no .npz file, is damaged, or unpacks to more than 1 GiB
     */
    public static Map<String, NdArray> read(Path path) {
        SafeFiles.read(path, (in, size) -> null); // says clearly what is not there or may not be read
        try (ZipFile zip = new ZipFile(path.toFile())) {
            Map<String, NdArray> arrays = new LinkedHashMap<>();
            long total = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (!name.endsWith(SUFFIX)) throw refuse(path, "needed .npy files inside, got " + name);
                total += checkSize(path, entry);
                if (total > UNPACKED_LIMIT)
                    throw refuse(path, "unpacks to more than " + (UNPACKED_LIMIT >> 20) + " MiB; use .npy files");
                String key = name.substring(0, name.length() - SUFFIX.length());
                if (arrays.put(key, read(path, zip, entry)) != null) throw refuse(path, "holds " + key + " twice");
            }
            return Collections.unmodifiableMap(arrays);
        } catch (ZipException e) {
            throw refuse(path, "not a .npz file, or truncated or damaged; write one with numpy.savez");
        } catch (IOException e) {
            throw refuse(path, "damaged: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw refuse(path, "damaged: names inside are no text");
        }
    }

    /** Writes or replaces a file, compressed; the same arrays give the same bytes. See {@link SafeFiles#write}. */
    public static void write(Path path, Map<String, NdArray> arrays) {
        SafeFiles.write(path, out -> write(arrays, out));
    }

    private static void write(Map<String, NdArray> arrays, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            NpyFile.write(array.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static long checkSize(Path path, ZipEntry entry) {
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        if (size < 0 || packed < 0 || size > DEFLATE_LIMIT * (packed + 1))
            throw refuse(
                    path, entry.getName() + " claims " + size + " bytes packed into " + packed + "; it is damaged");
        return size;
    }

    /** Java's ZipFile leaves the check sum to its user. */
    private static NdArray read(Path path, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry);
                CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
            NdArray array = NpyFile.read(path + ":" + entry.getName(), checked, entry.getSize());
            if (checked.read() >= 0 || checked.getChecksum().getValue() != entry.getCrc())
                throw refuse(path, entry.getName() + " has a wrong check sum; the file is damaged");
            return array;
        }
    }

    private static UserException refuse(Path path, String why) {
        return new UserException("NpzFile: " + path + ": " + why);
    }
}
