/**
 * Distillation with selective input-gradient regularisation (DIGR), and the masks it selects by.
 *
 * <p>One walk: a teacher's states with their perturbation maps are a {@link digr.distill.MaskSource}; {@link
 * digr.distill.DigrOptions} say the loss, the gradients' combination and the schedule; {@link digr.distill.DigrTrainer} is the
 * {@link digr.run.Training} that makes the student. In an update the {@link digr.distill.SelectiveLoss} keeps gradients
 * small where the mask says that nothing matters, the distillation loss keeps to the teacher, and {@link
 * digr.distill.PcGrad} settles where the two conflict.
 *
 * <pre>{@code
 * Policy teacher = PolicyFile.load(Path.of("data/policies/rfg/teacher-seed0.safetensors"));
 * MaskSource masks = MaskSource.load(Path.of("data/perturbation/rfg.npz"));
 * DigrOptions options = PaperTasks.RFG.digr().withUpdates(1000);
 * Seeds seeds = new Seeds(0);
 * try (var rooms = VectorEnvironment.of(options.data().environments(), PaperTasks.RFG::trainingEnvironment, seeds)) {
 *     DigrTrainer digr = new DigrTrainer("rfg", options, teacher, masks, rooms, seeds);
 *     digr.run(Progress.NONE, System.out::println);
 *     Policy student = digr.student();
 * }
 * }</pre>
 */
package digr.distill;
