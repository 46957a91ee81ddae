package digr.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The notebooks of a folder as a course hands them out. */
public final class Lessons {
    /** The folder of those with answers, in that of the students. */
    public static final String SOLUTIONS = "solutions";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Lessons() {}

    /**
     * What is to be written, by its path: every notebook without outputs and answers, and whole those that have answers.
     *
     * @param out the students' folder; nothing is written
     */
    public static Map<Path, byte[]> edition(Path notebooks, Path out) throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        for (Path path : notebooks(notebooks)) {
            String name = path.getFileName().toString();
            LessonNotebook lesson = new LessonNotebook((ObjectNode) JSON.readTree(path.toFile()));
            files.put(out.resolve(name), JSON.writeValueAsBytes(lesson.forStudents()));
            if (lesson.hasAnswers())
                files.put(out.resolve(SOLUTIONS).resolve(name), JSON.writeValueAsBytes(lesson.solutions()));
        }
        return files;
    }

    private static List<Path> notebooks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }
}
