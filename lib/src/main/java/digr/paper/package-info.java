/**
 * What the paper sets and reports: its tasks with their options, the parts of its method that can be taken away, its
 * Table 1.
 *
 * <p>One walk: a {@link digr.task.Task} knows its environment, network and options; an {@link digr.paper.Ablation}
 * changes the options; a {@link digr.paper.Student} is what is to be trained, and from which files. {@link
 * digr.paper.Table1} puts the paper's numbers beside ours.
 *
 * <pre>{@code
 * Task task = Task.named("rfg");
 * DigrOptions options = Ablation.NO_PCGRAD.options(task.digr()).withUpdates(1000);
 * Student student = new Student(task, Ablation.NO_PCGRAD, options,
 *         PolicyFile.load(Path.of("data/policies/rfg/teacher-seed0.safetensors")),
 *         MaskSource.load(Path.of("data/perturbation/rfg.npz")));
 * Table beside = Table1.beside(Table.read().csv("data/results/table1-rfg.csv"), "max");
 * }</pre>
 */
package digr.paper;
