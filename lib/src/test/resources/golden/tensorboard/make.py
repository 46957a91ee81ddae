"""A small event file, as TensorBoard's own package writes it: see README.md."""
import sys

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

with open(sys.argv[1], "wb") as file:
    writer = RecordWriter(file)
    writer.write(Event(file_version="brain.Event:2").SerializeToString())
    for step, scalars in [(50, {"return": 0.5}), (100_000, {"return": -0.75, "AUC": 0.99})]:
        values = [Summary.Value(tag=tag, simple_value=value) for tag, value in scalars.items()]
        writer.write(Event(step=step, summary=Summary(value=values)).SerializeToString())
    writer.flush()
