"""As entry_bytes.h, through ctypes: the arguments are NAME:CASE_SIZE:VERDICT_SIZE:MAX_REASONS."""
import ctypes
import os
import sys


class Reason(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_uint16), ("act", ctypes.c_uint16), ("index", ctypes.c_uint32),
                ("name", ctypes.c_char_p), ("cite", ctypes.c_char_p)]


for argument in sys.argv[1:]:
    name, *numbers = argument.split(":")
    case_size, verdict_size, most = map(int, numbers)
    library = ctypes.CDLL(os.path.join(os.getcwd(), f"lib{name}.so"))
    decide, reasons = library[f"{name}_decide"], library[f"{name}_reasons"]
    reasons.restype = ctypes.c_size_t
    # As words, so that it lies where a struct may.
    case = (ctypes.c_uint64 * ((case_size + 7) // 8))()
    verdict = (ctypes.c_uint64 * ((verdict_size + 7) // 8))()
    room = (Reason * most)()
    with open(f"{name}.cases", "rb") as file:
        while given := file.read(case_size):
            ctypes.memmove(case, given, case_size)
            status = decide(case, verdict)
            count = reasons(case, room, ctypes.c_size_t(most))
            line = str(status)
            if status == 0:
                line += " " + bytes(verdict)[4:verdict_size].hex()
            print(line + "".join(f" {r.kind}:{r.act}:{r.index}" for r in room[:count]))
