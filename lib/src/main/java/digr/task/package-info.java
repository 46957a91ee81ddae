/**
 * What a task is: environments, options and how it is judged in one value, found by its name.
 *
 * <p>A task of one's own is known to all commands and notebooks as those of the paper are: {@link digr.task.Task#register}
 * in a notebook, or a jar with a {@link digr.task.TaskProvider}.
 *
 * <p>One walk: a game with options of learning, and from then on a task by its name.
 *
 * <pre>{@code
 * Task paper = Task.named("rfg");
 * Task mine = new Task("mine", "My game", Environments.of(RedFetchGreen::new), 4, paper.ppo(), paper.digr(), Judging.bySuccess());
 * Task.register(mine);
 * Environment toLearnIn = Task.named("mine").trainingEnvironment();
 * }</pre>
 */
package digr.task;
