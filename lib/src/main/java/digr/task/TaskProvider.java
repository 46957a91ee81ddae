package digr.task;

import java.util.List;

/**
 * Brings tasks. A jar names its provider in {@code META-INF/services/digr.task.TaskProvider}; {@code ./digr --with JAR}
 * loads it.
 */
public interface TaskProvider {
    List<Task> tasks();
}
