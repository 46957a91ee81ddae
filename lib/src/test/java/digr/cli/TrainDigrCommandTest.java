package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.nn.Width;
import digr.paper.PaperTasks;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.Checkout;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class TrainDigrCommandTest {
    private static final Path TEACHER = Golden.path("saliency/rfg/weights.npz");

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    private int train(String... more) {
        List<String> all = new ArrayList<>(List.of("train", "distill", "--task", "rfg", "--threads", "1"));
        all.addAll(List.of("--teacher", TEACHER.toString(), "--steps", "1"));
        all.addAll(List.of("--out", folder.resolve("run").toString()));
        all.addAll(List.of(more));
        return terminal.run(all.toArray(String[]::new));
    }

    private List<String> curve() throws IOException {
        return Files.readAllLines(folder.resolve("run/curve.csv"));
    }

    @Test
    void theLearningCurveTellsHowTheStudentPlaysAndWhereItsGradientLooks() throws IOException {
        assertEquals(0, train(), terminal::err);
        assertEquals(
                "done,distillation loss,selective loss,cosine,return,length,success,important,unimportant,AUC",
                curve().get(0));
        String[] values = curve().get(1).split(",");
        double success = Double.parseDouble(values[6]);
        assertEquals(success, Math.round(100 * success) / 100.0, 1e-6); // of 100 episodes
        assertTrue(Double.parseDouble(values[4]) <= success); // +1 where it succeeds, else 0 or −1
        assertTrue(Double.parseDouble(values[5]) >= 1 && Double.parseDouble(values[5]) <= 320);
        assertTrue(Double.parseDouble(values[9]) > 0 && Double.parseDouble(values[9]) < 1);
    }

    @Test
    void validationCanBeLeftOut() throws IOException {
        assertEquals(0, train("--validate-every=0"), terminal::err);
        assertEquals("done,distillation loss,selective loss,cosine", curve().get(0));
    }

    @Test
    void wrongUsageIsToldInOneLineBeforeAnythingIsLoaded() {
        String points =
                "--validate-every must be 0 or at least 50, from one point of the learning curve to the next, got ";
        for (int every : List.of(-1, 1, 49)) assertUsage("distill", points + every, "--validate-every=" + every);
        assertUsage("distill", "--steps must be above 0, got 0", "--steps=0");
        assertUsage("digr", "--steps must be above 0, got -5", "--steps=-5");
        assertUsage("digr", "--alpha must be above 0, got -1.0", "--alpha=-1");
        assertUsage("digr", "--alpha must be above 0, got Infinity", "--alpha=Infinity");
        String range = "--lambda must lie in [0, 0.3], got %s; pixels with Mp above 0.3 are important";
        for (String lambda : List.of("5.0", "NaN", "-0.1"))
            assertUsage("digr", String.format(range, lambda), "--lambda=" + lambda);
        assertUsage("digr", "--fill must lie in [0, 1), got 1.0", "--fill=1");
        assertUsage(
                "digr",
                "--lambda must lie in [0, 0.04], got 0.05; pixels with Mp above 0.04 are important",
                "--fill=0.04");
        assertUsage("digr", "--everywhere must be at least 0, got -1.0", "--everywhere=-1");
    }

    @Test
    void aStudentCanHaveAnotherNetworkThanItsTeacher() throws IOException {
        assertEquals(0, train("--validate-every=0", "--width", "nature", "--kernel", "4"), terminal::err);
        Architecture trained =
                PolicyFile.read(folder.resolve("run/checkpoint.safetensors")).architecture();
        assertEquals(PaperTasks.RFG.architecture(Width.NATURE).withFirstKernel(4), trained);
        assertEquals(1, train("--validate-every=0", "--resume"));
        assertTrue(
                terminal.lastError()
                        .contains("it is of another network: pictures 3x64x64, convolution 32 of 4x4 at stride 4,"
                                + " convolution 64 of 4x4 at stride 2, convolution 64 of 3x3 at stride 1, hidden 512, 7"
                                + " actions; needed pictures 3x64x64, convolution 8 of 8x8 at stride 4,"),
                terminal.err());
        assertTrue(terminal.lastError().contains("; see --width and --kernel; give it the options"), terminal.err());
        assertEquals(2, train("--validate-every=0", "--kernel", "3"));
        assertTrue(
                terminal.err()
                        .contains("--kernel: Architecture: a first kernel must be at least its stride of 4 wide, or it"
                                + " leaves out pixels, got 3"),
                terminal.err());
    }

    @Test
    void optionsOfAPolicyComeWithItsNetwork() throws IOException {
        assertEquals(0, train("--validate-every=0", "--kernel", "4"), terminal::err);
        Path like = folder.resolve("like.safetensors");
        Files.move(folder.resolve("run/checkpoint.safetensors"), like);
        assertEquals(0, train("--validate-every=0", "--options", like.toString()), terminal::err);
        Architecture trained =
                PolicyFile.read(folder.resolve("run/checkpoint.safetensors")).architecture();
        assertEquals(4, trained.convolutions().get(0).kernel());
        assertFalse(terminal.err().contains("was trained for"), terminal.err());
    }

    @Test
    void optionsOfAPolicyOfAnotherTrainingNameItsCommand() {
        Path teacher = CommittedFiles.teacher(Task.named("rfg"));
        assertEquals(1, train("--validate-every=0", "--options", teacher.toString()));
        assertTrue(terminal.lastError().startsWith("--options: " + teacher + ": there is no option "), terminal.err());
        assertTrue(
                terminal.lastError().contains("; the policy was made by ./digr train ppo --task rfg "), terminal.err());
    }

    @Test
    void everySeedHasAFolderAndTheCommandOfItsOwn() throws IOException {
        Path options = Files.writeString(folder.resolve("options.json"), "{\"averaging\": 0.5, \"environments\": 4}");
        assertEquals(0, train("--validate-every=0", "--seeds", "4-5", "--options", options.toString()), terminal::err);
        for (int seed = 4; seed <= 5; seed++) {
            Provenance made = PolicyFile.read(folder.resolve("run/seed" + seed + "/checkpoint.safetensors"))
                    .provenance()
                    .orElseThrow();
            assertEquals(seed, made.seed());
            assertEquals("0.5", made.options().get("averaging"));
            assertEquals("4", made.options().get("environments"));
            assertTrue(made.command().endsWith(" --options options.json --seed " + seed), made.command());
            assertTrue(Files.size(folder.resolve("run/seed" + seed + "/events.out.tfevents.digr")) > 100);
        }
        assertEquals(1, train("--validate-every=0", "--seeds", "5-6"), "seed 5 is there already");
        assertUsage(
                "distill",
                "Invalid value for option '--seeds': needed seeds such as 0-2, at most 1000, got '2-0'",
                "--seeds=2-0");
        options = Files.writeString(folder.resolve("options.json"), "{\"clip\": 0.2}");
        Terminal fresh = new Terminal();
        assertEquals(1, fresh.run("train", "distill", "--task", "rfg", "--options", options.toString()));
        assertTrue(
                fresh.err().startsWith("--options: " + options + ": there is no option clip; there are field, "),
                fresh.err());
    }

    @Test
    void anotherTeacherNeedsMasksOfItsOwn() {
        for (String command : List.of("train digr", "ablations")) {
            Terminal fresh = new Terminal();
            assertEquals(2, fresh.run((command + " --task rfg --teacher mine").split(" ")), fresh.err());
            assertEquals(
                    "digr: --masks is needed with --teacher: the committed masks are of the committed teacher;"
                            + " ./digr perturb makes those of another\nTry ./digr " + command + " --help",
                    fresh.err().strip());
        }
    }

    @Test
    void masksOfAnotherTeacherAreRefused() {
        Path masks = folder.resolve("masks.npz");
        Path other = Golden.path("saliency/rfg/teacher.npz");
        String perturb = "perturb --task rfg --states 1 --stride 32 --out " + masks + " --policy " + other;
        assertEquals(0, terminal.run(perturb.split(" ")), terminal::err);
        Terminal fresh = new Terminal();
        String train = "train digr --task rfg --steps 1 --teacher " + TEACHER + " --masks " + masks + " --out ";
        assertEquals(1, fresh.run((train + folder.resolve("run")).split(" ")), fresh.err());
        assertEquals(
                "DigrTrainer: the masks must be of the teacher, SHA-256 "
                        + SafeFiles.sha256(TEACHER).substring(0, 12) + "..., they are of another, "
                        + SafeFiles.sha256(other).substring(0, 12)
                        + "...; ./digr perturb --policy TEACHER makes its own",
                fresh.err().strip());
    }

    /** A teacher that looks at nothing. */
    @Test
    void masksInWhichNothingMattersAreToldAndRefused() {
        Path blind = folder.resolve("blind.safetensors");
        Network network = new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT);
        PolicyFile.write(PolicyWeights.of(network, Provenance.of("rfg", Map.of(), 0)), blind);
        Path masks = folder.resolve("masks.npz");
        String perturb = "perturb --task rfg --states 2 --stride 32 --out " + masks + " --policy " + blind;
        assertEquals(0, terminal.run(perturb.split(" ")), terminal::err);
        assertEquals(
                "perturb: the maps of all 2 states are zero everywhere: nothing in them changes the teacher; train digr"
                        + " refuses such masks, so ask for more --states, or another --method",
                terminal.err().strip());
        Terminal fresh = new Terminal();
        String train = "train digr --task rfg --steps 1 --teacher " + blind + " --masks " + masks + " --out ";
        assertEquals(1, fresh.run((train + folder.resolve("run")).split(" ")), fresh.err());
        assertEquals(
                "train digr: masks need pixels that matter, and " + masks
                        + " has none in 2 states; make others, of more --states or by another --method of ./digr perturb",
                fresh.err().strip());
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    @Test
    void whereMasksAreTooLargeToBeKeptItIsSaidHowTheyAreMade() {
        Path data = Checkout.folder().resolve("data");
        for (String command : List.of("train digr", "ablations")) {
            Terminal fresh = new Terminal();
            assertEquals(1, fresh.run((command + " --task driving").split(" ")), fresh.err());
            assertEquals(
                    command + ": needed masks of the teacher, got no file " + data.resolve("perturbation/driving.npz")
                            + "; make them by ./digr perturb --task driving --policy "
                            + data.resolve("policies/driving/teacher-seed0.safetensors")
                            + " --method removal --out masks.npz, and give --masks masks.npz; data/README.md has the"
                            + " commands of the committed ones",
                    fresh.err().strip());
        }
    }

    @Test
    void studentsOfCounterfactualMasksHaveTheSizeEverywherePenalised() throws IOException {
        Path masks = folder.resolve("masks.npz");
        String perturb = "perturb --task rfg --states 50 --method tiled-counterfactual --out " + masks + " --policy ";
        assertEquals(0, terminal.run((perturb + TEACHER).split(" ")), terminal::err);
        assertEquals("6.0", everywhere(masks, "a"));
        assertEquals("2.5", everywhere(masks, "b", "--everywhere=2.5"));
        assertEquals("", everywhere(masks, "c", "--ablation=paper"));
    }

    /** The weight in the student's provenance; empty if it has none. */
    private String everywhere(Path masks, String run, String... more) {
        Path out = folder.resolve(run);
        List<String> all = new ArrayList<>(List.of("train", "digr", "--task", "rfg", "--threads", "1"));
        all.addAll(List.of("--teacher", TEACHER.toString(), "--masks", masks.toString()));
        all.addAll(List.of("--steps", "1", "--validate-every", "0", "--out", out.toString()));
        all.addAll(List.of(more));
        assertEquals(0, terminal.run(all.toArray(String[]::new)), terminal::err);
        String loss = PolicyFile.read(out.resolve("checkpoint.safetensors"))
                .provenance()
                .orElseThrow()
                .options()
                .get("loss");
        Matcher found =
                Pattern.compile("AbsoluteEverywherePenalty\\[]=([0-9.]+)").matcher(loss);
        return found.find() ? found.group(1) : "";
    }

    private void assertUsage(String method, String what, String option) {
        Terminal fresh = new Terminal();
        String line = "train " + method + " --task rfg --teacher none --masks none --out " + folder.resolve("never");
        if (method.equals("distill")) line = line.replace(" --masks none", "");
        assertEquals(2, fresh.run((line + " " + option).split(" ")), fresh.err());
        assertEquals(
                "digr: " + what + "\nTry ./digr train " + method + " --help",
                fresh.err().strip());
        assertTrue(Files.notExists(folder.resolve("never")));
    }
}
