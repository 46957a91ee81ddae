package digr.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder to one run at a time: while it is held, another run that wants the folder is refused at once, whether
 * of this program or of another.
 *
 * <p>It is a lock of the operating system on the file {@code .lock} there, and so ends with the program, however that
 * ends. The file stays, since two runs could hold two files of one name if it were deleted; without a holder it locks
 * nothing.
 */
public final class FolderLock implements AutoCloseable {
    /** The system's lock belongs to the whole program: opening and closing the file a second time would release it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Holds a folder until closed.
     *
     * @param folder made if missing
     * @throws UserException if another run holds it, or if it cannot be made or locked
     */
    public static FolderLock of(Path folder) {
        SafeFiles.createFolder(folder);
        try {
            Path file = file(folder.toRealPath());
            if (!HELD.add(file)) throw inUse(folder);
            FileChannel channel = null;
            try {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() == null) throw inUse(folder);
                return new FolderLock(file, channel);
            } catch (IOException | RuntimeException e) {
                if (channel != null) channel.close();
                HELD.remove(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UserException("FolderLock: can't lock folder " + folder + ": " + e + "; name another", e);
        }
    }

    /** What {@link #of} leaves in the folder. */
    static Path file(Path folder) {
        return folder.resolve(".lock");
    }

    /** Deletes a folder that holds nothing else than what {@link #of} leaves there; none is none. */
    public static void deleteFolder(Path folder) throws IOException {
        Files.deleteIfExists(file(folder));
        Files.deleteIfExists(folder);
    }

    private static UserException inUse(Path folder) {
        return new UserException(
                "FolderLock: another run is at work in " + folder + "; wait until it ends, or name another folder");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserException("FolderLock: can't unlock " + file + ": " + e, e);
        } finally {
            HELD.remove(file);
        }
    }
}
