package digr.rl;

import digr.env.FinishedEpisode;
import digr.env.VectorEnvironment;
import digr.nn.Adam;
import digr.nn.DataParallel;
import digr.nn.Gradients;
import digr.nn.HostArrays;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.nn.ParameterVector;
import digr.policy.PolicyWeights;
import digr.policy.TrainingState;
import digr.run.ConnectionLostException;
import digr.run.DivergedException;
import digr.run.NdArray;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.Training;
import digr.run.UserException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Proximal policy optimisation (Schulman et al. 2017, arXiv 1707.06347). One iteration:
 *
 * <ol>
 *   <li>act for T steps in N environments, sampling actions from the policy;
 *   <li>estimate advantages ({@link Gae}) and the values' targets A + V;
 *   <li>pass {@code epochs} times over the N·T steps in random order, one Adam step a minibatch ({@link PpoLoss}),
 *       advantages normalised within the minibatch ({@link PpoOptions.Loss#normalisedAdvantages}), gradients clipped to a norm.
 * </ol>
 *
 * <p>As in the implementations people compare with (CleanRL, "The 37 implementation details of PPO"): Adam's ε is 1e-5,
 * the start is orthogonal, the value loss is not clipped, and an episode that ran out of time counts as ended unless
 * {@link PpoOptions.Returns#bootstrapped} says otherwise.
 */
public final class Ppo implements Training {
    private static final double ADAM_EPSILON = 1e-5;
    private static final int EPISODES_AVERAGED = 100;

    /** A minibatch and the states to act on are computed in so many parts. */
    private static final int LEARNING_PARTS = 4;

    private static final int ACTING_PARTS = 2;

    private final PpoOptions options;
    private Provenance provenance;
    private final VectorEnvironment environments;
    private final Network network;
    private final Adam adam = new Adam(ADAM_EPSILON);
    private final DataParallel parallel;
    private final ParameterVector gradient;
    private final Deque<Double> lastReturns = new ArrayDeque<>();
    private RestorableUniformRandomProvider sampling;
    private RestorableUniformRandomProvider shuffling;
    private long steps;
    private Progress inside = Progress.NONE;
    private final int frameSize;
    private final Rollout rollout;
    private byte[] begun; // the environments before a rollout that has not come to its end, or null

    /** The same as {@link #Ppo(String, PpoOptions, VectorEnvironment, Network, Seeds, int)}, with one thread for each processor. */
    public Ppo(String task, PpoOptions options, VectorEnvironment environments, Network network, Seeds seeds) {
        this(task, options, environments, network, seeds, Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param task the task's name, for the provenance
     * @param network with a value head; set to an orthogonal start from the seed
     * @param environments as many as the options say; closed by the caller
     * @param threads that compute, this one among them; they change the speed, never a number
     */
    public Ppo(
            String task,
            PpoOptions options,
            VectorEnvironment environments,
            Network network,
            Seeds seeds,
            int threads) {
        if (!network.architecture().valueHead())
            throw new IllegalArgumentException("Ppo: the network needs a value head: " + network.architecture());
        if (environments.size() != options.rollouts().environments())
            throw new IllegalArgumentException("Ppo: " + options.rollouts().environments()
                    + " environments are needed, got " + environments.size());
        provenance = Provenance.of(task, options.asText(), seeds.seed());
        this.options = options;
        this.environments = environments;
        this.network = network;
        parallel = new DataParallel(network, LEARNING_PARTS, threads);
        gradient = network.newVector();
        sampling = seeds.stream("sampling");
        shuffling = seeds.stream("shuffling");
        Initialiser.orthogonal(network, seeds.stream("initialisation"));
        frameSize = Arrays.stream(environments.observationShape()).reduce(1, (a, b) -> a * b);
        rollout = new Rollout(options, frameSize);
    }

    /**
     * Begins with another policy's parameters in place of random ones; the optimiser begins anew.
     *
     * @throws UserException if the policy is of another architecture, or has no value head
     */
    public void startFrom(PolicyWeights policy) {
        requireSameNetwork("the policy to start from", policy);
        network.setParameters(policy.network().parameters());
        provenance = provenance.withParent("start", policy);
    }

    private void requireSameNetwork(String what, PolicyWeights policy) {
        if (!policy.architecture().equals(network.architecture()))
            throw new UserException("train: " + what + " is of another network: " + policy.architecture() + "; needed "
                    + network.architecture() + "; see --width and --kernel");
    }

    /** The network in training. */
    public Network network() {
        return network;
    }

    /** Environment steps taken. */
    @Override
    public long done() {
        return steps;
    }

    /** Those of the options, up to whole rollouts. */
    @Override
    public long total() {
        long batch = options.batch();
        return (options.updates().totalSteps() + batch - 1) / batch * batch;
    }

    @Override
    public void tellOfSteps(Progress inside) {
        this.inside = inside;
    }

    /**
     * A rollout, and what is learnt from it.
     *
     * @throws CancellationException if this thread was interrupted in the rollout, which is played anew by whoever goes on
     */
    @Override
    public Map<String, Double> iterate() {
        double[] advantages = play();
        for (FinishedEpisode episode : environments.drainFinished()) remember(episode.total());
        PpoLoss loss = learn(advantages);
        steps += options.batch();
        if (!Double.isFinite(loss.total()))
            throw new DivergedException("train: the loss is not finite after " + steps
                    + " steps; a lower learning rate may help, the last checkpoint is from before");
        Map<String, Double> point = new LinkedHashMap<>();
        point.put("return", meanReturn().orElse(Double.NaN));
        point.put("entropy", loss.entropy());
        point.put("kl", loss.kl());
        point.put("value loss", loss.valueLoss());
        point.put("clipped", loss.clippedShare());
        return point;
    }

    /** A rollout's advantages. One that does not come to its end leaves all as it was before it. */
    private double[] play() {
        if (begun != null) environments.restoreState(begun);
        begun = environments.saveState();
        byte[] chances = Seeds.save(sampling);
        try {
            double[] advantages = rollout.fill(
                    environments, this::outputs, sampling, taken -> inside.report(steps + taken, total(), ""));
            begun = null;
            return advantages;
        } catch (ConnectionLostException | CancellationException e) {
            sampling = Seeds.restore(chances);
            throw e;
        }
    }

    /** The mean return of the last {@value #EPISODES_AVERAGED} episodes; empty before the first has ended. */
    private OptionalDouble meanReturn() {
        return lastReturns.stream().mapToDouble(r -> r).average();
    }

    @Override
    public Safetensors checkpoint() {
        OptionalDouble reached = meanReturn();
        Provenance now = provenance
                .withSteps(steps)
                .withResults(reached.isPresent() ? Map.of("return", reached.getAsDouble()) : Map.of());
        return new TrainingState()
                .put("steps", steps)
                .put(
                        "returns",
                        NdArray.of(lastReturns.stream().mapToDouble(r -> r).toArray(), lastReturns.size()))
                .put("sampling", sampling)
                .put("shuffling", shuffling)
                .put("environments", begun == null ? environments.saveState() : begun)
                .put("adam", network, adam)
                .toSafetensors(network, now);
    }

    @Override
    public void restore(Safetensors checkpoint) {
        PolicyWeights policy = TrainingState.policy(checkpoint, provenance);
        provenance = provenance.goingOnFrom(policy.provenance().orElseThrow());
        requireSameNetwork("the checkpoint", policy);
        TrainingState state = TrainingState.of(checkpoint);
        network.setParameters(policy.network().parameters());
        steps = state.number("steps", 0, total());
        if (steps % options.batch() != 0 || policy.provenance().orElseThrow().steps() != steps)
            throw new UserException("Checkpoint: steps must be whole iterations of " + options.batch()
                    + ", and those of its provenance, got " + steps + "; it is damaged");
        lastReturns.clear();
        for (double r : state.array("returns", NdArray.Type.FLOAT64).doubles()) remember(r);
        sampling = state.generator("sampling");
        shuffling = state.generator("shuffling");
        environments.restoreState(state.bytes("environments"));
        begun = null;
        state.restore(
                "adam",
                network,
                adam,
                steps
                        / options.batch()
                        * options.updates().epochs()
                        * options.updates().minibatches());
        state.requireAllRead();
    }

    /** The network's outputs for {@code n} states. */
    private double[][] outputs(byte[] states, int n) {
        double[][] outputs = new double[n][];
        int parts = Math.min(ACTING_PARTS, n);
        parallel.compute(parts, (part, network, unused) -> {
            int from = part * n / parts;
            int to = (part + 1) * n / parts;
            double[][] some = HostArrays.rows(network.forward(states, from * frameSize, to - from));
            System.arraycopy(some, 0, outputs, from, some.length);
        });
        return outputs;
    }

    private void remember(double episodeReturn) {
        if (lastReturns.size() == EPISODES_AVERAGED) lastReturns.removeFirst();
        lastReturns.addLast(episodeReturn);
    }

    private PpoLoss learn(double[] advantages) {
        PpoLoss loss = new PpoLoss(options.loss());
        PpoOptions.Updates updates = options.updates();
        double rate = updates.rate(steps);
        int size = options.batch() / updates.minibatches();
        int[] order = PermutationSampler.natural(options.batch());
        byte[] states = new byte[size * frameSize];
        for (int epoch = 0; epoch < updates.epochs(); epoch++) {
            PermutationSampler.shuffle(shuffling, order);
            for (int m = 0; m < updates.minibatches(); m++) {
                int[] samples = Arrays.copyOfRange(order, m * size, (m + 1) * size);
                update(states, samples, advantages, loss);
                Gradients.clip(gradient, updates.maxGradientNorm());
                adam.step(network, gradient, rate);
            }
        }
        return loss;
    }

    /** Leaves the loss's gradient on the given samples in {@link #gradient}; their states go through {@code states}. */
    private void update(byte[] states, int[] samples, double[] advantages, PpoLoss loss) {
        double[] own = Arrays.stream(samples).mapToDouble(i -> advantages[i]).toArray();
        double[] counted = options.loss().normalisedAdvantages() ? normalise(own) : own;
        int parts = Math.min(LEARNING_PARTS, samples.length);
        PpoLoss[] losses = new PpoLoss[parts];
        parallel.compute(parts, (part, network, gradient) -> {
            int from = part * samples.length / parts;
            int to = (part + 1) * samples.length / parts;
            for (int k = from; k < to; k++) rollout.copyState(samples[k], states, k);
            double[][] outputs = HostArrays.rows(network.forward(states, from * frameSize, to - from));
            double[][] g = new double[to - from][network.architecture().outputs()];
            losses[part] = new PpoLoss(options.loss());
            for (int k = from; k < to; k++) {
                int i = samples[k];
                double target = own[k] + rollout.value(i);
                losses[part].add(
                        outputs[k - from],
                        rollout.action(i),
                        rollout.logProbability(i),
                        counted[k],
                        target,
                        samples.length,
                        g[k - from]);
            }
            network.parameterGradient(HostArrays.array(g, network.type()), gradient);
        });
        for (PpoLoss part : losses) loss.add(part);
        parallel.sum(0, parts, gradient);
    }

    /** (A − mean) / (sd + 1e-8), the standard deviation with n − 1. */
    static double[] normalise(double[] a) {
        double mean = Arrays.stream(a).average().orElseThrow();
        double squares = Arrays.stream(a).map(x -> (x - mean) * (x - mean)).sum();
        double sd = Math.sqrt(squares / (a.length - 1));
        return Arrays.stream(a).map(x -> (x - mean) / (sd + 1e-8)).toArray();
    }
}
