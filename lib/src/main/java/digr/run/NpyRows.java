package digr.run;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/** A .npy file read some rows of its first axis at a time: it may be larger than the memory. */
public final class NpyRows implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final NpyFile.Header header;

    private NpyRows(Path path, RandomAccessFile file, NpyFile.Header header) {
        this.path = path;
        this.file = file;
        this.header = header;
    }

    /**
     * Opens a file, and reads its header.
     *
     * @throws UserException if it is no .npy file, is damaged, or holds another type or order than we read
     */
    public static NpyRows open(Path path) {
        NpyFile.Header header = SafeFiles.read(path, (in, size) -> {
            NpyFile.Header read = NpyFile.header(path.toString(), in, size);
            read.requireWhole(path.toString(), size);
            return read;
        });
        try {
            return new NpyRows(path, new RandomAccessFile(path.toFile(), "r"), header);
        } catch (IOException e) {
            throw SafeFiles.unreadable(path, e);
        }
    }

    public NdArray.Type type() {
        return header.type();
    }

    public int[] shape() {
        return header.shape().clone();
    }

    /**
     * Rows from {@code from} to {@code to} − 1, with the file's other axes.
     *
     * @throws UserException if the file cannot be read
     */
    public synchronized NdArray read(int from, int to) {
        int[] part = header.shape().clone();
        if (from < 0 || to < from || to > part[0])
            throw new IllegalArgumentException("NpyRows: rows are 0 to " + part[0] + ", got " + from + " to " + to);
        part[0] = to - from;
        long row = header.length() / header.shape()[0] * header.type().bytes();
        try {
            file.seek(header.bytes() + from * row);
            return RawNumbers.read(header.type(), part, new FileInputStream(file.getFD()));
        } catch (IOException e) {
            throw SafeFiles.unreadable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw SafeFiles.unreadable(path, e);
        }
    }

    /** Type and shape, such as {@code uint8 [4, 3, 64, 64]}. */
    @Override
    public String toString() {
        return header.type() + " " + Arrays.toString(header.shape());
    }
}
