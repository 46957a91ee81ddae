package digr.eval;

import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.Provenance;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy of a folder of policies, which are named KIND-seedN.safetensors.
 *
 * @param kind such as teacher, distill or digr; policies of one kind and different seeds are averaged in tables
 * @param seed of its training
 * @param sha256 of its file
 */
public record NamedPolicy(String kind, long seed, Policy policy, String sha256) {
    private static final String TEACHER = "teacher";
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+)-seed(\\d{1,9})\\.safetensors");
    private static final Comparator<NamedPolicy> ORDER = Comparator.comparing((NamedPolicy p) -> !p.isTeacher())
            .thenComparing(NamedPolicy::kind)
            .thenComparing(NamedPolicy::seed);

    /**
     * All policies in a folder, the teacher first, then by kind and seed.
     *
     * @throws UserException if there is none, or one cannot be read
     */
    public static List<NamedPolicy> in(Path folder) {
        List<NamedPolicy> policies = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) policies.add(load(file, name.group(1), Long.parseLong(name.group(2))));
                }
            } catch (IOException e) {
                throw new UserException("Policies: can't list " + folder + ": " + e.getMessage(), e);
            }
        }
        if (policies.isEmpty())
            throw new UserException("Policies: no KIND-seedN.safetensors in " + folder + "; name another folder");
        policies.sort(ORDER);
        return policies;
    }

    private static NamedPolicy load(Path file, String kind, long seed) {
        Policy policy = PolicyFile.load(file);
        return new NamedPolicy(kind, seed, policy, policy.source().orElseThrow().sha256());
    }

    /** A provenance with policies among its parents, each by its name. */
    public static Provenance parents(Provenance made, Iterable<NamedPolicy> policies) {
        for (NamedPolicy policy : policies) made = made.withParent(policy.toString(), policy.sha256);
        return made;
    }

    /** Whether it is the policy that students are distilled from. */
    public boolean isTeacher() {
        return kind.equals(TEACHER);
    }

    /** Such as {@code digr-seed0}. */
    @Override
    public String toString() {
        return kind + "-seed" + seed;
    }
}
