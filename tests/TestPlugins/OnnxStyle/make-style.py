"""Writes style.onnx, the tiny model of this plugin: style = tanh(rms(waveform) * weights), [1, S] to [1, 4].

Run it here to make the file anew; Python's standard library is enough. Field numbers are those of onnx.proto, IR 8,
operators of version 13.
"""
import struct


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def message(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def node(operator, inputs, output, attributes=b""):
    return message(1, b"".join(message(1, name) for name in inputs) + message(2, output) + message(4, operator)
                   + attributes)


def floats(name, *axes):
    shape = b"".join(message(1, number(1, axis) if isinstance(axis, int) else message(2, axis)) for axis in axes)
    return message(1, name) + message(2, message(1, number(1, 1) + message(2, shape)))


ALONG = message(5, message(1, "axes") + number(8, 1) + number(20, 7))  # ReduceMean along axis 1, which is kept
WEIGHTS = number(1, 1) + number(1, 4) + number(2, 1) + message(8, "weights") + message(
    9, struct.pack("<4f", 1, -2, 4, 8))
GRAPH = (
    node("Mul", ["waveform", "waveform"], "squares") + node("ReduceMean", ["squares"], "power", ALONG)
    + node("Sqrt", ["power"], "rms") + node("MatMul", ["rms", "weights"], "scaled") + node("Tanh", ["scaled"], "style")
    + message(2, "style") + message(5, WEIGHTS) + message(11, floats("waveform", 1, "samples"))
    + message(12, floats("style", 1, 4)))

with open("style.onnx", "wb") as file:
    file.write(number(1, 8) + message(7, GRAPH) + message(8, number(2, 13)))
