/**
 * Grids on Apache Spark: {@code --spark MASTER}. A task of Spark's is an errand of {@link digr.cli.Errands}: the words of the
 * command, the files that it read, and the name of a point go out; the bytes of the point's cell, a .npz, come back. Spark
 * carries them by Java's serialisation inside the cluster; no value of ours is serialised so.
 */
package digr.spark;
