# SPDX-License-Identifier: MIT
"""Reads a TensorBoard event file with Google's protocol buffers and prints its events as JSON.

The messages are those of tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto, as far as they
are used; the framing is that of tensorflow/core/lib/io/record_writer.h, with its own CRC-32C.
"""
import json
import struct
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
TYPES = {
    "double": FIELD.TYPE_DOUBLE, "float": FIELD.TYPE_FLOAT, "int64": FIELD.TYPE_INT64, "int32": FIELD.TYPE_INT32,
    "string": FIELD.TYPE_STRING, "bytes": FIELD.TYPE_BYTES,
}


def add_message(file, name, fields):
    message = file.message_type.add(name=name)
    for number, kind, field, *repeated in fields:
        entry = message.field.add(name=field, number=number)
        entry.label = FIELD.LABEL_REPEATED if repeated else FIELD.LABEL_OPTIONAL
        if kind in TYPES:
            entry.type = TYPES[kind]
        else:
            entry.type = FIELD.TYPE_ENUM if kind == ".tb.Status" else FIELD.TYPE_MESSAGE
            entry.type_name = kind


def event_class():
    file = descriptor_pb2.FileDescriptorProto(name="tb.proto", package="tb", syntax="proto3")
    status = file.enum_type.add(name="Status")
    for number, name in enumerate(["STATUS_UNSPECIFIED", "START", "STOP", "CHECKPOINT"]):
        status.value.add(name=name, number=number)
    add_message(file, "SessionLog", [(1, ".tb.Status", "status")])
    add_message(file, "Image", [(1, "int32", "height"), (2, "int32", "width"), (3, "int32", "colorspace"),
                                (4, "bytes", "encoded_image_string")])
    add_message(file, "Value", [(1, "string", "tag"), (2, "float", "simple_value"), (4, ".tb.Image", "image")])
    add_message(file, "Summary", [(1, ".tb.Value", "value", True)])
    add_message(file, "Event", [(1, "double", "wall_time"), (2, "int64", "step"), (3, "string", "file_version"),
                                (5, ".tb.Summary", "summary"), (7, ".tb.SessionLog", "session_log")])
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    descriptor = pool.FindMessageTypeByName("tb.Event")
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


def masked_crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    while data:
        length, length_crc = struct.unpack("<QI", data[:12])
        assert masked_crc32c(data[:8]) == length_crc, "checksum of the length"
        payload = data[12:12 + length]
        (crc,) = struct.unpack("<I", data[12 + length:16 + length])
        assert masked_crc32c(payload) == crc, "checksum of the payload"
        yield payload
        data = data[16 + length:]


def main():
    event = event_class()
    parsed = []
    with open(sys.argv[1], "rb") as stream:
        for payload in records(stream.read()):
            message = event.FromString(payload)
            assert not message.DiscardUnknownFields() and message.SerializeToString() == payload, "unknown fields"
            parsed.append(json_format.MessageToDict(message))
    print(json.dumps(parsed))


main()
