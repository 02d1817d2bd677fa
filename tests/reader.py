#!/usr/bin/env python3
"""Reads an unencrypted ledger by FORMAT.md alone and verifies its journal: reader.py LEDGER [--full]."""
import hashlib
import json
import sqlite3
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
MARK, ZERO = b"BGENTRY1", bytes(32)
BASE_Y = 4 * pow(5, P - 2, P) % P
BODY_FORMAT = 1


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def point(data):
    """Decompresses a point of Ed25519 into extended coordinates; None where there is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, p):
    sum_ = (0, 1, 1, 0)
    for bit in bin(n)[2:]:
        sum_ = add(sum_, sum_)
        if bit == "1":
            sum_ = add(sum_, p)
    return sum_


def compress(p):
    z = pow(p[2], P - 2, P)
    x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point(BASE_Y.to_bytes(32, "little"))


def signed(key, message, sig):
    a, s = point(key), int.from_bytes(sig[32:], "little")
    if a is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(sig[:32] + key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], 1, P - a[3])
    return compress(add(times(s, BASE), times(h, minus_a))) == sig[:32]


class Fault(Exception):
    """The first thing that is not as it should be."""


def check(true, what, node, seq):
    if not true:
        raise Fault(f"{what}: node {bytes(node)[:4].hex()}, entry {seq}")


def entries(db, full):
    """Headers, chain, signatures and bodies, in the order of replay; gives back bodies and heads."""
    founding = db.execute("SELECT hash FROM entry WHERE prev = ? AND seq = 1", (ZERO,)).fetchone()
    heads, bodies, gone, marked = {}, [], set(), []
    sql = """SELECT e.node, e.seq, lamport, format, day, body_hash, prev, hash, sig, b.node, salt, bytes
             FROM entry e LEFT JOIN body b USING (node, seq) ORDER BY lamport, e.node, e.seq"""
    for count, row in enumerate(db.execute(sql)):
        node, seq, lamport, form, day, body_hash, prev, hash_, sig, there, salt, data = row
        day = day.encode()
        lengths = [len(node), len(day), len(body_hash), len(prev), len(hash_), len(sig)]
        check(lengths == [32, 10, 32, 32, 32, 64] and 0 <= form < 2**32, "header", node, seq)
        ints = seq.to_bytes(8, "big", signed=True) + lamport.to_bytes(8, "big", signed=True) + form.to_bytes(4, "big")
        message = sha(MARK, node, ints, day, body_hash, prev)
        check(sha(message, sig) == hash_, "header", node, seq)
        place, head, _, _ = heads.get(node, (0, founding[0] if founding and hash_ != founding[0] else ZERO, 0, 0))
        check(seq == place + 1 and prev == head, "chain", node, seq)
        if full or count % 50 == 0:
            check(signed(node, message, sig), "signature", node, seq)
        heads[node] = (seq, hash_, message, sig)
        check(there is not None and (salt is None) == (data is None), "body", node, seq)
        if data is None:
            gone.add((node, seq))
        else:
            check(sha(salt, data) == body_hash, "body", node, seq)
            bodies.append((node, seq, form, data))
    for node, (seq, _, message, sig) in heads.items():
        check(signed(node, message, sig), "signature", node, seq)
    for node, seq in db.execute("SELECT node, seq FROM body EXCEPT SELECT node, seq FROM entry"):
        check(False, "body without entry", node, seq)
    return bodies, heads, gone


def removals(bodies, gone):
    """Bodies are gone where an act removed them, and nowhere else; gives back what is said of files."""
    removed, removing, files = set(), set(), {}
    for node, seq, form, data in bodies:
        try:
            body = json.loads(data) if form <= BODY_FORMAT else None
            names = {(bytes.fromhex(name["node"]), name["seq"]) for name in body.get("redacts", [])}
        except (ValueError, AttributeError, KeyError):
            removing.add((node, seq))  # cannot be read, so cannot be removed either
            continue
        removed |= names
        if names or body.get("redacts_blobs"):
            removing.add((node, seq))
        for name in body.get("redacts_blobs", []):
            if name in files:
                files[name] = None
        for blob in body.get("blobs", []):
            files[blob["hash"]] = blob["size"]
    for node, seq in gone - removed:
        check(False, "body missing", node, seq)
    for node, seq in removed & {(node, seq) for node, seq, _, _ in bodies} - removing:
        check(False, "removed body is back", node, seq)
    return files


def blobs(db, files):
    """Every file whole under its own name, and no part that no file claims."""
    found = {hash_.hex(): size for hash_, size in db.execute("SELECT hash, size FROM blob")}
    wanted = {name: size for name, size in files.items() if size is not None}
    for name in sorted(found.keys() ^ wanted.keys()):
        raise Fault(f"file {'unknown' if name in found else 'missing'}: {name}")
    for name, size in wanted.items():
        rows = db.execute("SELECT n, bytes FROM blob_part WHERE hash = ? ORDER BY n", (bytes.fromhex(name),)).fetchall()
        data = b"".join(part for _, part in rows)
        whole = [n for n, _ in rows] == list(range(len(rows))) and len(data) == size == found[name]
        if not whole or sha(data).hex() != name:
            raise Fault(f"file altered: {name}")
    stray = """SELECT hash FROM blob_part WHERE hash NOT IN (SELECT hash FROM blob)
               AND hash NOT IN (SELECT hash FROM local_staged)"""
    for (hash_,) in db.execute(stray):
        raise Fault(f"file unknown: {hash_.hex()}")


def main(path, full):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        bodies, heads, gone = entries(db, full)
        blobs(db, removals(bodies, gone))
    except (Fault, sqlite3.DatabaseError) as fault:
        print(fault)
        return 1
    count = len(bodies) + len(gone)
    print(f"ok entries={count} head={','.join(f'{seq}:{hash_.hex()}' for seq, hash_, _, _ in heads.values())}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--full" in sys.argv[2:]))
