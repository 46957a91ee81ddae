package digr.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads zip files that anyone may have made: sizes are bounded before anything is unpacked, check sums are verified,
 * and the names inside are names only, never paths.
 */
public final class SafeZip {
    /** The most that all entries together may take: a small file can't unpack to more than the memory. */
    static final long UNPACKED_LIMIT = 1L << 30;

    /** Deflate can't shrink by more, so an entry that claims so lies. */
    private static final long DEFLATE_LIMIT = 1032;

    /** Makes something of an entry. */
    @FunctionalInterface
    public interface EntryReader<T> {
        /**
         * @param size bytes that the stream claims to hold: the bound of whatever a header inside claims
         * @return null to leave the entry unread
         * @throws IOException if the content cannot be read; {@link SafeZip#read} turns it into a UserException
         */
        T readFrom(String name, InputStream in, long size) throws IOException;
    }

    private SafeZip() {}

    /**
     * Reads a file's entries, in its order.
     *
     * @return what the reader made of each entry that it did not leave unread, by the entry's name
     * @throws UserException if it is no zip, is damaged, or unpacks to more than 1 GiB
     */
    public static <T> Map<String, T> read(Path path, EntryReader<T> reader) {
        SafeFiles.read(path, (in, size) -> null); // says clearly what is not there or may not be read
        try (ZipFile zip = new ZipFile(path.toFile())) {
            Map<String, T> contents = new LinkedHashMap<>();
            long total = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                total += checkSize(path, entry);
                if (total > UNPACKED_LIMIT)
                    throw refuse(path, "unpacks to more than " + (UNPACKED_LIMIT >> 20) + " MiB");
                T content = read(path, zip, entry, reader);
                if (content != null && contents.put(entry.getName(), content) != null)
                    throw refuse(path, "holds " + entry.getName() + " twice");
            }
            return Collections.unmodifiableMap(contents);
        } catch (ZipException e) {
            throw refuse(path, "not a zip file, or truncated or damaged");
        } catch (IOException e) {
            throw refuse(path, "damaged: " + e.getMessage());
        }
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
    private static <T> T read(Path path, ZipFile zip, ZipEntry entry, EntryReader<T> reader) throws IOException {
        try (InputStream in = zip.getInputStream(entry);
                CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
            T content = reader.readFrom(entry.getName(), checked, entry.getSize());
            if (content != null && (checked.read() >= 0 || checked.getChecksum().getValue() != entry.getCrc()))
                throw refuse(path, entry.getName() + " has a wrong check sum; the file is damaged");
            return content;
        }
    }

    private static UserException refuse(Path path, String why) {
        return new UserException("SafeZip: " + path + ": " + why);
    }
}
