/**
 * What a task is: environments, options and how it is judged in one value, found by its name.
 *
 * <p>A task of one's own is known to all commands and notebooks as those of the paper are: {@link digr.task.Task#register}
 * in a notebook, or a jar with a {@link digr.task.TaskProvider}.
 */
package digr.task;
