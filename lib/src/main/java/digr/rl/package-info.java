/**
 * Reinforcement learning: PPO, which makes the teachers.
 *
 * <p>One walk: {@link digr.rl.PpoOptions} (the paper's are in {@code digr.paper}), environments and a network with a
 * value head make a {@link digr.rl.Ppo}, a {@link digr.run.Training} that each {@code iterate()} takes one rollout
 * further. The package's own {@code Rollout} acts and remembers, {@code Gae} and {@code PpoLoss} are its two
 * formulas.
 *
 * <pre>{@code
 * Seeds seeds = new Seeds(0);
 * PpoOptions options = PaperTasks.RFG.ppo().withTotalSteps(100_000);
 * Network network = new Network(PaperTasks.RFG.architecture().withValueHead(true), DataType.FLOAT);
 * try (var rooms = VectorEnvironment.of(options.rollouts().environments(), PaperTasks.RFG::trainingEnvironment, seeds)) {
 *     Ppo ppo = new Ppo("rfg", options, rooms, network, seeds);
 *     ppo.run(Progress.NONE, System.out::println);
 * }
 * Policy policy = new Policy(network);
 * }</pre>
 */
package digr.rl;
