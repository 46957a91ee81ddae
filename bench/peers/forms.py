"""The forms in which PyTorch runs a network, each the fastest somewhere."""
import torch


def _as_written(net, states):
    return net, states


def _channels_last(net, states):
    return net.to(memory_format=torch.channels_last), states.contiguous(memory_format=torch.channels_last)


def _compiled(net, states):
    torch.compiler.reset()  # it gives up on code that it has compiled eight times
    return torch.compile(net, dynamic=False), states


COMPILED = "PyTorch, compiled"
FORMS = {"PyTorch": _as_written, "PyTorch, channels_last": _channels_last, COMPILED: _compiled}
