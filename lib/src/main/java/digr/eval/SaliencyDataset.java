package digr.eval;

import digr.env.Regions;
import digr.policy.Policy;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import digr.run.Source;
import digr.run.Sourced;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The states on which saliency maps are scored (the paper's Figure 7), with their important and unimportant pixels.
 *
 * <p>In its file, a .npz: {@code provenance}, JSON as uint8, which a file of yours need not have, and of Red-Fetch-Green {@code rooms}, uint8 [n, 12], from
 * which all follows ({@link RoomRows}); of other tasks {@code states}, uint8 [n, C, H, W], and {@code regions}, uint8
 * [n, H, W], 1 where a pixel is important, 2 where it is unimportant, 3 where it shows the agent's own body, which is unimportant,
 * too, else 0. Each state has pixels of both kinds.
 *
 * @param provenance empty where the file has none
 * @param source the file; empty where it was not read
 */
public record SaliencyDataset(LabelledStates states, Optional<Provenance> provenance, Optional<Source> source)
        implements Sourced {
    /** Names the stream of seeds: these states are drawn for no other purpose. */
    private static final String PURPOSE = "saliency dataset";

    private static final String ROOMS = "rooms";
    private static final String STATES = "states";
    private static final String REGIONS = "regions";

    /**
     * States that a policy sees.
     *
     * @param task the name, for the provenance
     * @param seed decides starts, actions and the choice of states
     */
    public static SaliencyDataset collect(
            String task, StateCollector collector, Policy teacher, int count, long seed, Progress progress) {
        if (count < 1) throw new IllegalArgumentException("SaliencyDataset: at least 1 state is needed, got " + count);
        LabelledStates states = collector.collect(teacher, count, new Seeds(seed), PURPOSE, progress);
        Map<String, String> options = Map.of(
                "count", Integer.toString(count),
                "actions", "sampled",
                "statesAnEpisode", Integer.toString(states.statesAnEpisode()));
        Provenance made = Provenance.of(task, options, seed).withParent("teacher", teacher);
        return new SaliencyDataset(states, Optional.of(made), Optional.empty());
    }

    public int size() {
        return states.size();
    }

    /** The first {@code n} states. */
    public LabelledStates first(int n) {
        if (n < 1 || n > size())
            throw new IllegalArgumentException("SaliencyDataset: there are 1 to " + size() + " states, asked for " + n);
        return states.part(0, n);
    }

    /** Writes or replaces a file; the same dataset gives the same bytes. */
    public void write(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        if (states instanceof RoomStates rooms) arrays.put(ROOMS, RoomRows.of(rooms.rooms()));
        if (states instanceof RecordedStates recorded) {
            int[] shape = recorded.shape();
            arrays.put(STATES, NdArray.of(recorded.frames(), size(), shape[0], shape[1], shape[2]));
            arrays.put(REGIONS, NdArray.of(recorded.marks(), size(), shape[1], shape[2]));
        }
        if (arrays.isEmpty())
            throw new IllegalArgumentException(
                    "SaliencyDataset: states are kept as they were seen, got pictures shifted by " + states.shift());
        if (provenance.isPresent()) NpzFile.write(path, arrays, provenance.get());
        else NpzFile.write(path, arrays);
    }

    /**
     * Reads a file.
     *
     * @throws UserException if it is not what {@link #write} writes
     */
    public static SaliencyDataset load(Path path) {
        return Source.reading(path, SaliencyDataset::read);
    }

    private static SaliencyDataset read(Source source) {
        Path path = source.file();
        Map<String, NdArray> arrays = NpzFile.read(path);
        LabelledStates states;
        try {
            states = states(path, arrays);
        } catch (IllegalArgumentException e) {
            throw refuse(path, e.getMessage());
        }
        Optional<Provenance> made = arrays.containsKey(NpzFile.PROVENANCE)
                ? Optional.of(NpzFile.provenance(path, arrays))
                : Optional.empty();
        return new SaliencyDataset(states, made, Optional.of(source));
    }

    private static LabelledStates states(Path path, Map<String, NdArray> arrays) {
        NpzFile.requireNames(path, arrays, arrays.containsKey(STATES) ? Set.of(STATES, REGIONS) : Set.of(ROOMS));
        if (!arrays.containsKey(STATES)) return new RoomStates(RoomRows.rooms(uint8(path, arrays, ROOMS)));
        NdArray states = uint8(path, arrays, STATES);
        NdArray regions = uint8(path, arrays, REGIONS);
        int[] shape = states.shape();
        if (shape.length != 4
                || states.length() == 0
                || !Arrays.equals(regions.shape(), new int[] {shape[0], shape[2], shape[3]}))
            throw refuse(
                    path,
                    "needed states [n, C, H, W], none empty, and regions [n, H, W], got " + states + ", " + regions);
        var recorded = new RecordedStates(new int[] {shape[1], shape[2], shape[3]}, states.bytes(), regions.bytes());
        for (int i = 0; i < recorded.size(); i++) requireBoth(path, i, recorded.regions(i));
        return recorded;
    }

    private static void requireBoth(Path path, int state, Regions regions) {
        for (boolean[] kind : List.of(regions.important(), regions.unimportant()))
            if (!anyOf(kind))
                throw refuse(
                        path,
                        "state " + state
                                + " needs pixels that are important, 1, and others that are not, 2 or 3, got no "
                                + (kind == regions.important() ? "important" : "unimportant") + " one; leave it out");
    }

    private static boolean anyOf(boolean[] pixels) {
        for (boolean pixel : pixels) if (pixel) return true;
        return false;
    }

    private static NdArray uint8(Path path, Map<String, NdArray> arrays, String name) {
        NdArray array = arrays.get(name);
        if (array == null || array.type() != NdArray.Type.UINT8)
            throw refuse(
                    path,
                    "needed an array " + name + " of type uint8, got " + (array == null ? "none of this name" : array));
        return array;
    }

    private static UserException refuse(Path path, String why) {
        return new UserException("SaliencyDataset: " + path + ": " + why);
    }

    @Override
    public String toString() {
        return "SaliencyDataset[" + size() + " states]";
    }
}
