package digr.spark;

import digr.cli.Errands;
import digr.run.Parcel;
import digr.run.Invocation;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.SparkFiles;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does: measures the point whose name it is given, and hands back its cell's file. */
final class PointTask extends AbstractFunction1<Iterator<String>, byte[]> implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> words;
    private final TreeMap<String, String> places;
    private final String command = Invocation.now();

    PointTask(Parcel parcel) {
        words = new ArrayList<>(parcel.words());
        places = new TreeMap<>(parcel.places());
    }

    @Override
    public byte[] apply(Iterator<String> names) {
        String name = names.next();
        Path folder = Path.of("").toAbsolutePath(); // an executor has one of its own
        List<String> there = new Parcel(words, places).unpack(folder, sha256 -> Path.of(SparkFiles.get(sha256)));
        return Errands.run(there, command, List.of(name)).get(name);
    }
}
