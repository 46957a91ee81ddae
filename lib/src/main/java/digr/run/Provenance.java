package digr.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What made a file: enough to make it again, and to see what differed.
 *
 * @param task what it was made for, such as {@code rfg}
 * @param options the options of the method, by name, as text
 * @param seed the run's one seed, see {@link Seeds}
 * @param steps how far it went; environment steps for a trained policy
 * @param revision the sources' commit, {@code +dirty} if they differed from it, or {@code unknown}; of a run that was
 *     resumed under others all of them, in their order, separated by a comma and a space
 * @param parentSha256 the files it was made from: role (such as {@code teacher}) to SHA-256
 * @param platform operating system, processor, JDK; the numeric backend where one took part
 * @param results what came out, by name
 * @param command that makes it, see {@link Invocation}; empty where none did, and in files of earlier versions
 */
public record Provenance(
        String task,
        Map<String, String> options,
        long seed,
        long steps,
        String revision,
        Map<String, String> parentSha256,
        String platform,
        Map<String, Double> results,
        String command) {
    private static final String BETWEEN_REVISIONS = ", ";
    private static final String COMMAND = "command";
    private static final String PARENT = "parentSha256.";

    /** Maps are copied and sorted, so that equal provenances are equal text. */
    public Provenance {
        Objects.requireNonNull(task, "Provenance: task");
        options = sorted("options", options);
        if (steps < 0) throw new IllegalArgumentException("Provenance: steps must be at least 0, got " + steps);
        Objects.requireNonNull(revision, "Provenance: revision");
        parentSha256 = sorted("parentSha256", parentSha256);
        parentSha256.forEach((role, hash) -> {
            if (!hash.matches("[0-9a-f]{64}"))
                throw new IllegalArgumentException(
                        "Provenance: the SHA-256 of " + role + " must be 64 hexadecimal digits, got " + hash);
        });
        Objects.requireNonNull(platform, "Provenance: platform");
        results = sorted("results", results);
        Objects.requireNonNull(command, "Provenance: command");
    }

    /** A provenance of what is made now, by these sources, on this machine; no parents and no results yet. */
    public static Provenance of(String task, Map<String, String> options, long seed) {
        return new Provenance(
                task, options, seed, 0, revisionNow(), Map.of(), platformNow(), Map.of(), Invocation.now());
    }

    /** With one more option, or another value of one. */
    public Provenance withOption(String name, String value) {
        Map<String, String> all = new TreeMap<>(options);
        all.put(name, value);
        return new Provenance(task, all, seed, steps, revision, parentSha256, platform, results, command);
    }

    public Provenance withSteps(long steps) {
        return new Provenance(task, options, seed, steps, revision, parentSha256, platform, results, command);
    }

    /** With one more file that it was made from, in the role of, such as {@code teacher}. */
    public Provenance withParent(String role, String sha256) {
        Map<String, String> all = new TreeMap<>(parentSha256);
        all.put(role, sha256);
        return new Provenance(task, options, seed, steps, revision, all, platform, results, command);
    }

    /** As {@link #withParent(String, String)}; a value that is from no file adds none. */
    public Provenance withParent(String role, Sourced value) {
        return value.source().map(from -> withParent(role, from.sha256())).orElse(this);
    }

    public Provenance withPlatform(String platform) {
        return new Provenance(task, options, seed, steps, revision, parentSha256, platform, results, command);
    }

    /** As that of a run which goes on from what {@code before} describes: with the revisions of that, too. */
    public Provenance goingOnFrom(Provenance before) {
        Set<String> revisions = new LinkedHashSet<>(List.of(before.revision.split(BETWEEN_REVISIONS)));
        revisions.addAll(List.of(revision.split(BETWEEN_REVISIONS)));
        return new Provenance(
                task,
                options,
                seed,
                steps,
                String.join(BETWEEN_REVISIONS, revisions),
                parentSha256,
                platform,
                results,
                before.command.isEmpty() ? command : before.command);
    }

    public Provenance withResults(Map<String, Double> results) {
        return new Provenance(task, options, seed, steps, revision, parentSha256, platform, results, command);
    }

    /** The commit the running classes were built from, with {@code +dirty} if they differ; else {@code unknown}. */
    public static String revisionNow() {
        return Revision.CURRENT;
    }

    /**
     * Operating system, processor architecture, its widest vectors where they are known, since last bits hang on them, and
     * JDK, such as {@code Linux amd64, AVX2, JDK 17.0.12}.
     */
    public static String platformNow() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + Vectors.WIDEST.map(width -> ", " + width).orElse("") + ", JDK "
                + System.getProperty("java.version");
    }

    /** One line a field that differs, "seed: 3 → 4"; maps key by key, "options.alpha: 0.01 → 1"; empty if equal. */
    public List<String> diff(Provenance other) {
        List<String> lines = new ArrayList<>();
        Map<String, Object> here = fields();
        Map<String, Object> there = other.fields();
        TreeSet<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        for (String name : names) {
            Object a = here.getOrDefault(name, "–");
            Object b = there.getOrDefault(name, "–");
            if (!a.equals(b)) lines.add(name + ": " + a + " → " + b);
        }
        return lines;
    }

    /**
     * Whether two made, or would make, the same: how far they are, the sources, the machine and the results may differ.
     */
    public boolean isOfSameRun(Provenance other) {
        return asFarAs(other).equals(other);
    }

    /**
     * Makes sure that what goes on from here would be the run that {@code now} describes, see {@link #isOfSameRun}.
     *
     * @throws UserException that names what differs
     */
    public void requireSameRun(Provenance now) {
        if (isOfSameRun(now)) return;
        String differences =
                asFarAs(now).diff(now).stream().map(Provenance::forReaders).collect(Collectors.joining("; "));
        throw new UserException("Checkpoint: it is of another run: " + differences);
    }

    /** Of a file the beginnings of its hashes, by which two are told apart. */
    private static String forReaders(String difference) {
        if (!difference.startsWith(PARENT)) return difference;
        return difference
                .replaceFirst("^" + PARENT + "([^:]*):", "the file of its $1, SHA-256")
                .replaceAll("([0-9a-f]{12})[0-9a-f]{52}", "$1...");
    }

    /** This with the other's steps, revision, platform, results and command. */
    private Provenance asFarAs(Provenance other) {
        return new Provenance(
                task,
                options,
                seed,
                other.steps,
                other.revision,
                parentSha256,
                other.platform,
                other.results,
                other.command);
    }

    public String toJson() {
        return StrictJson.write(this);
    }

    /** As {@link #fromJson(String, String)}. */
    public static Provenance fromJson(String json) {
        return fromJson("Provenance", json);
    }

    /**
     * @param what begins the message
     * @throws UserException if the text is not exactly what {@link #toJson} writes: no field more, none less but for the
     *     command, which earlier versions did not write
     */
    static Provenance fromJson(String what, String json) {
        JsonNode tree = StrictJson.read(what, json, JsonNode.class);
        if (tree instanceof ObjectNode fields && !fields.has(COMMAND)) fields.put(COMMAND, "");
        return StrictJson.read(what, tree.toString(), Provenance.class);
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("task", task);
        options.forEach((name, value) -> fields.put("options." + name, value));
        fields.put("seed", seed);
        fields.put("steps", steps);
        fields.put("revision", revision);
        parentSha256.forEach((role, hash) -> fields.put(PARENT + role, hash));
        fields.put("platform", platform);
        results.forEach((name, value) -> fields.put("results." + name, value));
        fields.put(COMMAND, command);
        return fields;
    }

    private static <V> Map<String, V> sorted(String field, Map<String, V> map) {
        Map<String, V> copy = new TreeMap<>(Objects.requireNonNull(map, "Provenance: " + field));
        copy.forEach((name, value) -> Objects.requireNonNull(value, "Provenance: " + field + "." + name));
        return Collections.unmodifiableMap(copy);
    }
}
