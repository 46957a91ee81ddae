package digr.task;

import digr.run.Source;
import digr.run.UserException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The tasks that are known, by name: those of providers, and those that were registered. */
final class Registry {
    private static final Map<String, Task> PROVIDED = new LinkedHashMap<>();
    private static final Map<String, Task> REGISTERED = new LinkedHashMap<>();
    private static final Set<Path> LOADED = new HashSet<>();

    static {
        provide("the class path", Registry.class.getClassLoader());
    }

    private Registry() {}

    static synchronized List<Task> all() {
        List<Task> all = new ArrayList<>(PROVIDED.values());
        all.addAll(REGISTERED.values());
        return all;
    }

    static Task named(String name) {
        List<Task> all = all();
        return all.stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Task: must be one of " + all + ", got " + name));
    }

    static synchronized void register(Task task) {
        if (PROVIDED.containsKey(task.name()))
            throw new IllegalArgumentException("Task: there is a task named " + task + " already; choose another name");
        REGISTERED.put(task.name(), task);
    }

    /** Adds the tasks of a jar; those of one that was loaded before are there. */
    static synchronized void load(Path jar) {
        if (!Files.isRegularFile(jar)) throw new UserException("Task: " + jar + " is no file; --with takes a jar");
        Source.reading(jar, source -> source); // one of the command's files, also where it is loaded already
        try {
            if (!LOADED.add(jar.toRealPath())) return;
            URL[] place = {jar.toUri().toURL()};
            // open as long as the program runs: its classes load others
            provide(jar.toString(), new URLClassLoader(place, Registry.class.getClassLoader()));
        } catch (IOException e) {
            throw new UserException("Task: " + jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static synchronized void provide(String where, ClassLoader loader) {
        int before = PROVIDED.size();
        try {
            ServiceLoader.load(TaskProvider.class, loader).stream()
                    .filter(provider -> provider.type().getClassLoader() == loader)
                    .flatMap(provider -> provider.get().tasks().stream())
                    .forEach(task -> add(where, task));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new UserException("Task: " + where + " brings no tasks: " + e.getMessage(), e);
        }
        if (PROVIDED.size() == before)
            throw new UserException("Task: " + where + " brings no tasks; a jar of tasks names a "
                    + TaskProvider.class.getName() + " in META-INF/services/" + TaskProvider.class.getName());
    }

    private static void add(String where, Task task) {
        if (PROVIDED.putIfAbsent(task.name(), task) != null)
            throw new UserException("Task: " + where + " brings a task named " + task + ", and there is one already");
    }
}
