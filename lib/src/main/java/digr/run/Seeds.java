package digr.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.simple.RandomSource;

/**
 * One seed a run; every use of chance draws from a stream of its own name, so that a new stream shifts no other.
 *
 * <pre>{@code
 * var noise = new Seeds(7).stream("noise");                    // the same numbers whatever else was drawn
 * var third = new Seeds(7).split("environment", 3).stream("actions");
 * }</pre>
 *
 * A stream is XoRoShiRo128++, its state the first 16 bytes of SHA-256(seed, kind, name): streams whose seeds or names
 * differ in a single bit have nothing to do with each other.
 *
 * @param seed any number
 */
public record Seeds(long seed) implements Sourced {
    private static final RandomSource GENERATOR = RandomSource.XO_RO_SHI_RO_128_PP;

    /** No file decides them. */
    @Override
    public Optional<Source> source() {
        return Optional.empty();
    }

    /** A generator at the start of the stream of this name. */
    public RestorableUniformRandomProvider stream(String name) {
        ByteBuffer hash = hash("stream", name, 0);
        return GENERATOR.create(new long[] {hash.getLong(), hash.getLong()});
    }

    /** The seeds of the index-th of many equal parts of a run, such as its environments. */
    public Seeds split(String name, int index) {
        return new Seeds(hash("split", name, index).getLong());
    }

    /** The generator's state, to be restored by {@link #restore}. */
    public static byte[] save(RestorableUniformRandomProvider generator) {
        return ((RandomProviderDefaultState) generator.saveState()).getState();
    }

    /**
     * A generator that goes on where the saved one stood.
     *
     * @throws UserException if the bytes are not the state of a {@link #stream}
     */
    public static RestorableUniformRandomProvider restore(byte[] state) {
        RestorableUniformRandomProvider generator = new Seeds(0).stream("restored");
        int length = save(generator).length;
        if (state.length != length)
            throw new UserException("Seeds: a generator's state has " + length + " bytes, got " + state.length
                    + "; the file is damaged");
        ByteBuffer words = ByteBuffer.wrap(state);
        if ((words.getLong() | words.getLong()) == 0)
            throw new UserException("Seeds: a generator's state must not be all zeros; the file is damaged");
        generator.restoreState(new RandomProviderDefaultState(state));
        return generator;
    }

    private ByteBuffer hash(String kind, String name, int index) {
        MessageDigest sha = SafeFiles.sha256();
        sha.update(ByteBuffer.allocate(12).putLong(seed).putInt(index).array());
        sha.update((kind + '\0' + name).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(sha.digest());
    }
}
