package digr.run;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Files that are whole or not there. What is written goes to a temporary file beside the target, is synced to the disk
 * and renamed: who reads, even after a power cut, finds the old file or the new one. Every trouble is a
 * {@link UserException} that names the path and what to do. An interrupted thread can still save.
 */
public final class SafeFiles {
    /** Writes a file's content. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes something of a file's content. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * @param size bytes in the file: the bound of whatever a header claims
         * @throws IOException if the content cannot be read; {@link SafeFiles#read} turns it into a UserException
         */
        T readFrom(InputStream in, long size) throws IOException;
    }

    private static final Set<PosixFilePermission> WRITE = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private SafeFiles() {}

    /**
     * Writes or replaces a file.
     *
     * @throws UserException if it can't be written; whatever stood there before is untouched, also if the writer throws
     */
    public static void write(Path target, Writer writer) {
        Path path = checkTarget(target);
        Path folder = path.getParent();
        String prefix = "." + path.getFileName() + ".";
        deleteLeftovers(folder, prefix, System.currentTimeMillis() - TimeUnit.HOURS.toMillis(1));
        Path temporary = folder.resolve(prefix + UUID.randomUUID() + ".tmp");
        try {
            writeSynced(temporary, writer);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserException("can't write " + target + ": " + why(e, folder), e);
        } finally {
            temporary.toFile().delete();
        }
        syncFolder(folder);
    }

    /** Deletes a file, if it is there, and what killed runs left beside it; for who alone writes it. */
    public static void deleteWithLeftovers(Path target) throws IOException {
        Files.deleteIfExists(target);
        Path path = target.toAbsolutePath();
        deleteLeftovers(path.getParent(), "." + path.getFileName() + ".", Long.MAX_VALUE);
    }

    /**
     * Reads a file.
     *
     * @throws UserException if it is not there, not a file, or can't be read
     */
    public static <T> T read(Path path, Reader<T> reader) {
        if (!Files.exists(path)) throw new UserException("no file " + path + "; check the path");
        if (Files.isDirectory(path)) throw new UserException(path + " is a folder, needed a file");
        if (!Files.isRegularFile(path))
            throw new UserException(path + " is a pipe or a device, needed a file; save it to one first");
        if (!Files.isReadable(path)) throw new UserException("may not read " + path + "; see ls -l " + path);
        try (InputStream in = new FileInputStream(path.toFile())) {
            return reader.readFrom(in, Files.size(path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static UserException unreadable(Path path, IOException e) {
        return new UserException("can't read " + path + ": " + reason(e), e);
    }

    /**
     * Makes a folder and those above it; one that is there already stays as it is.
     *
     * @throws UserException if it can't be made
     */
    public static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            Path there = folder.toAbsolutePath();
            while (!Files.exists(there)) there = there.getParent();
            boolean file = !Files.isDirectory(there);
            throw new UserException(
                    "can't make folder " + folder + ": " + (file ? there + " is a file; name another" : why(e, there)),
                    e);
        }
    }

    /** The SHA-256 of a file's content in hexadecimal, as {@code sha256sum} prints it. */
    public static String sha256(Path path) {
        return read(path, (in, size) -> {
            try (DigestInputStream digest = new DigestInputStream(in, sha256())) {
                digest.transferTo(OutputStream.nullOutputStream());
                return HexFormat.of().formatHex(digest.getMessageDigest().digest());
            }
        });
    }

    /** The SHA-256 of bytes in hexadecimal. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SafeFiles: every Java platform must have SHA-256", e);
        }
    }

    /**
     * To be called before long work whose result goes to a file.
     *
     * @param inputs what the work reads
     * @throws UserException if {@link #write} could not write it, or if it is one of the inputs
     */
    public static void requireTarget(Path target, Path... inputs) {
        Path folder = checkTarget(target).getParent();
        for (Path input : inputs)
            if (isSame(target, input))
                throw new UserException(
                        "can't write " + target + ": it is the input " + input + "; name another file for the result");
        if (!Files.isWritable(folder))
            throw new UserException("can't write " + target + ": folder " + folder
                    + " is read-only; name another or change its rights");
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false; // then reading the input tells what is wrong
        }
    }

    /** The file to replace: a link is followed, so that it stays a link. */
    private static Path checkTarget(Path target) {
        Path path = target.toAbsolutePath().normalize();
        if (Files.isDirectory(path))
            throw new UserException("can't write " + target + ": it is a folder; name a file in it");
        if (Files.exists(path) && !Files.isRegularFile(path))
            throw new UserException("can't write " + target + ": it is not a regular file; name another");
        if (Files.isSymbolicLink(path) && !Files.exists(path))
            throw new UserException("can't write " + target + ": it is a link to what is not there; name another");
        if (Files.exists(path) && isReadOnly(path))
            throw new UserException("can't write " + target + ": it is read-only; name another or chmod u+w it");
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder))
            throw new UserException("can't write " + target + ": no folder " + folder + "; make it with mkdir -p");
        try {
            return Files.exists(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            throw new UserException("can't write " + target + ": " + reason(e), e);
        }
    }

    /** Whether nobody may write; root could, but who took the right away meant it. */
    private static boolean isReadOnly(Path path) {
        try {
            return Files.getPosixFilePermissions(path).stream().noneMatch(WRITE::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return !Files.isWritable(path);
        }
    }

    /** Not through a channel that an interrupt would close: an interrupted run saves before it stops. */
    private static void writeSynced(Path path, Writer writer) throws IOException {
        try (FileOutputStream file = new FileOutputStream(path.toFile());
                OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
            writer.writeTo(out);
            out.flush();
            file.getFD().sync();
        }
    }

    /** A killed run leaves its temporary file; the next one to write the same target an hour later clears it away. */
    private static void deleteLeftovers(Path folder, String prefix, long old) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean ours = name.startsWith(prefix) && name.endsWith(".tmp");
                if (ours && file.toFile().lastModified() < old) file.toFile().delete();
            }
        } catch (IOException e) {
            return; // a folder that can't be listed may still be written to
        }
    }

    /** Makes the rename itself survive a power cut, where the system can sync a folder. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // not every file system can; the file itself is synced
        }
    }

    private static String why(IOException e, Path folder) {
        String reason = reason(e);
        if (reason.contains("No space left") || reason.contains("quota"))
            return "the disk is full; make room or name another folder";
        File file = folder.toFile();
        if (!file.canWrite() || reason.contains("Permission denied") || reason.contains("Read-only"))
            return "folder " + folder + " is read-only; name another or change its rights";
        return reason;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
