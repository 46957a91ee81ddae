package digr.env;

import digr.run.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ale.ALEInterface;
import org.bytedeco.ale.ALEState;
import org.bytedeco.ale.ColourPalette;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * One Atari 2600 console of the Arcade Learning Environment, with a game in it, frame by frame.
 *
 * <p>{@link #restart} gives the state after the console's own reset, bit for bit the same each time, but without its
 * sixty-four frames.
 *
 * @see <a href="https://arxiv.org/abs/1207.4708">Bellemare et al. 2013</a>
 */
final class Emulator implements AutoCloseable {
    static final int WIDTH = 160;
    static final int HEIGHT = 210;
    static final int SCREEN = WIDTH * HEIGHT;
    private static final int MEMORY = 128;

    private static final String LOG_LEVEL = "_ZN3ale6Logger12current_modeE"; // ale::Logger::current_mode
    private static final int ERRORS_ONLY = 2;

    private final ALEInterface ale;
    private final BytePointer colours; // of the screen's pixels, changes with every frame
    private final BytePointer memory; // the console's, changes with every frame
    private final byte[] grays = new byte[256];
    private final byte[] pixels = new byte[SCREEN];
    private final byte[] firstState;
    private final byte[] firstScreen = new byte[SCREEN];

    static {
        load();
        Pointer logLevel = Loader.addressof(LOG_LEVEL);
        if (logLevel != null) new IntPointer(logLevel).put(ERRORS_ONLY);
    }

    private static void load() {
        try {
            Loader.load(org.bytedeco.ale.global.ale.class);
        } catch (LinkageError e) {
            throw new UserException("Breakout: needed the emulator, org.bytedeco:ale, which has no binaries for "
                    + Loader.getPlatform() + "; everything else works");
        }
    }

    /** @param rom a game that was checked before: the library ends the process on one that it does not know */
    Emulator(Path rom) {
        ale = new ALEInterface(false);
        ale.setInt("random_seed", 0); // decides nothing: stickiness is ours
        ale.setFloat("repeat_action_probability", 0);
        ale.setInt("frame_skip", 1);
        ale.loadROM(rom.toString());
        ale.reset_game();
        colours = new BytePointer(ale.getScreen().getArray()).capacity(SCREEN);
        memory = new BytePointer(ale.getRAM().array()).capacity(MEMORY);
        ColourPalette palette = ale.theOSystem().colourPalette();
        for (int colour = 0; colour < 256; colour += 2) grays[colour] = palette.getGrayscale(colour); // all are even
        screen(firstScreen);
        firstState = save();
    }

    /** Begins a game, and writes its first screen. */
    void restart(byte[] screen) {
        restore(firstState);
        System.arraycopy(firstScreen, 0, screen, 0, SCREEN);
    }

    /** Emulates a frame under one of the library's actions; returns the reward. */
    int act(int action) {
        return ale.act(action);
    }

    /** The console's memory at an address, 0 to 127, after the last {@link #act}; 0 to 255. */
    int memory(int address) {
        return memory.get(address) & 255;
    }

    boolean gameOver() {
        return ale.game_over();
    }

    int lives() {
        return ale.lives();
    }

    /** Writes the screen after the last {@link #act} since any restoring, uint8 [210, 160], gray. */
    void screen(byte[] gray) {
        colours.position(0).get(pixels);
        for (int start = 0; start < SCREEN; start += WIDTH) {
            int end = start + WIDTH;
            if (start > 0 && Arrays.equals(pixels, start, end, pixels, start - WIDTH, start))
                System.arraycopy(gray, start - WIDTH, gray, start, WIDTH);
            else for (int i = start; i < end; i++) gray[i] = grays[pixels[i] & 255];
        }
    }

    /** Processor, memory, video chip, paddles, score: all but the screen, which the next frame draws anew. */
    byte[] save() {
        try (ALEState state = ale.cloneState();
                BytePointer bytes = state.serialize()) {
            byte[] saved = new byte[(int) bytes.limit()];
            bytes.get(saved);
            return saved;
        }
    }

    /** @throws UserException if the bytes cannot be a state of this game */
    void restore(byte[] saved) {
        if (saved.length != firstState.length)
            throw new UserException("Breakout: the emulator's state has " + firstState.length + " bytes, got "
                    + saved.length + "; it was saved by another version");
        try (BytePointer bytes = new BytePointer(saved);
                ALEState state = new ALEState(bytes)) {
            ale.restoreState(state);
        }
    }

    @Override
    public void close() {
        ale.close();
    }
}
