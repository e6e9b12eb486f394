"""Runs inside a network and mount namespace of its own (unshare -rnm), where every address is this machine's:
namespace.py TIDINGS FOLDER. Listens on forbidden and on public addresses, answers names as it likes, has tidings
poll every spelling of a forbidden address, and prints what came of it as JSON."""
import json, os, socket, struct, subprocess, sys, threading

binary, folder = sys.argv[1:3]


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


FORBIDDEN = ["127.0.0.1", "127.1.2.3", "169.254.169.254", "10.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.0.1",
             "100.64.0.1", "198.18.0.1", "192.0.2.1", "::1", "fd00::1", "fe80::1", "fec0::1"]
PUBLIC = ["198.41.0.4", "2001:503:ba3e::2:30"]

run("ip", "link", "set", "lo", "up")
for address in FORBIDDEN + PUBLIC:
    six = ":" in address
    if address not in ("127.0.0.1", "::1"):
        run("ip", "-6" if six else "-4", "addr", "add", address + ("/128" if six else "/32"), "dev", "lo",
            *(["nodad"] if six else []))
with open(folder + "/resolv.conf", "w") as file:
    file.write("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
run("mount", "--bind", folder + "/resolv.conf", "/etc/resolv.conf")

accepted, asked, lock = {}, {}, threading.Lock()
FEED = b"<rss version='2.0'><channel><title>Public</title><item><title>Heard in public %s</title></item></channel></rss>"


def listen(address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    scope = (0, socket.if_nametoindex("lo")) if address.startswith("fe80") else ()
    listener.bind((address, port, *scope))
    listener.listen(64)

    def accept():
        while True:
            peer, _ = listener.accept()
            with lock:
                accepted[address] = accepted.get(address, 0) + 1
            head = peer.recv(65536)
            path = head.split(b" ")[1] if head.count(b" ") > 1 else b"/"
            if path.startswith(b"/to/"):
                target = bytes.fromhex(path[4:].decode())
                peer.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                body = FEED % path
                peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body))
            peer.close()

    threading.Thread(target=accept, daemon=True).start()


for address in FORBIDDEN + PUBLIC:
    listen(address, 80)

# Names: what they resolve to, in turn; the last for ever.
NAMES = {
    "public.example": [["198.41.0.4"]], "public6.example": [["2001:503:ba3e::2:30"]],
    "private.example": [["10.1.2.3"]], "metadata.example": [["169.254.169.254"]], "own.example": [["127.0.0.1"]],
    "own6.example": [["::1"]], "unique.example": [["fd00::1"]], "mapped.example": [["::ffff:10.1.2.3"]],
    "mapped-own.example": [["::ffff:127.0.0.1"]], "several.example": [["10.1.2.3", "127.0.0.1", "::1", "fd00::1"]],
    "mixed.example": [["127.0.0.1", "fd00::1"]], "nat64.example": [["64:ff9b::a9fe:a9fe"]],
    # Public when it is first asked, private afterwards: rebinding.
    "rebind.example": [["198.41.0.4"], ["127.0.0.1"]],
    # Private first, as an answer to the check, public afterwards.
    "swing.example": [["10.1.2.3"], ["198.41.0.4"]],
    "many.example": [["198.41.0.4"]],
    "zero.example": [["0.0.0.0"]], "nowhere.example": [[]],
}


def resolve():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        query, peer = server.recvfrom(4096)
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("latin-1").lower())
            at += query[at] + 1
        name, kind = ".".join(labels), struct.unpack("!H", query[at + 1:at + 3])[0]
        question = query[12:at + 5]
        answers = NAMES.get(name)
        if name == "silent.example":
            with lock:
                asked[(name, kind)] = asked.get((name, kind), 0) + 1
            continue
        with lock:
            turn = asked.get((name, kind), 0)
            asked[(name, kind)] = turn + 1
        records = b""
        count = 0
        for address in (answers[min(turn, len(answers) - 1)] if answers else []):
            six = ":" in address
            if kind == (28 if six else 1):
                data = socket.inet_pton(socket.AF_INET6 if six else socket.AF_INET, address)
                records += b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(data)) + data
                count += 1
        flags = 0x8180 if answers is not None else 0x8183
        server.sendto(query[:2] + struct.pack("!HHHHH", flags, 1, count, 0, 0) + question + records, peer)


threading.Thread(target=resolve, daemon=True).start()

SPELLINGS = """127.0.0.1 127.1 127.0.1 127.1.2.3 0x7f.1 0x7f000001 0X7F.0.0.1 2130706433 017700000001 0177.0.0.1 0177.1
0x7f.0x0.0x0.0x1 127.000.000.001 00000177.0.0.1 0 0.0.0.0 00000000 0x0 127.0.0.1. 127.1. 2130706433. localhost LOCALHOST
localhost. a.localhost ip6-localhost [::1] [0:0:0:0:0:0:0:1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:1]
[0000:0000:0000:0000:0000:ffff:7f00:0001] [::127.0.0.1] [::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe]
[64:ff9b:1::a9fe:a9fe] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2001:0:4136:e378:8000:63bf:80ff:fffe] [fe80::1] [fe80::1%25lo]
[fe80::1%lo] [fec0::1] [fd00::1] [FD00:0:0::1] [ff02::1] [::ffff:0:127.0.0.1] [100::1] [2001:db8::1] 10.1.2.3 10.0.0.1 10.1
10.66051 0x0a010203 167838211 012.1.2.3 172.16.0.1 0254.020.0.1 192.168.0.1 192.168.1 0xc0a80001 3232235521 169.254.169.254
0xa9fea9fe 0xA9.0xFE.0xA9.0xFE 2852039166 169.254.43518 0251.0376.0251.0376 [::ffff:a9fe:a9fe] [::ffff:169.254.169.254]
100.64.0.1 198.18.0.1 192.0.2.1 224.0.0.1 255.255.255.255 user@127.0.0.1 user:pw@127.0.0.1 public.example@127.0.0.1
%31%32%37.0.0.1 127%2e0%2e0%2e1 127%2E1 １２７.0.0.1 １２７。０。０。１ 127。0。0。1 127．0．0．1 ①②⑦.⓪.0.1 ⓛocalhost
ｌｏｃａｌｈｏｓｔ 169。254。169。254 １６９.254.169.254 public.example#@127.0.0.1 127.0.0.1#@public.example
127.0.0.1?@public.example private.example metadata.example own.example own.example. OWN.example own6.example unique.example
mapped.example mapped-own.example several.example mixed.example nat64.example zero.example""".split()


def poll(sources, name, allow="[]", timeout=10):
    path = folder + "/" + name
    with open(path + ".yaml", "w") as file:
        file.write("output: %s\nnetwork: {allow: %s}\nhosts: {connections: 8, spacing: 0s}\n" % (path, allow))
        file.write("defaults: {timeout: %ds}\nsources:\n" % timeout)
        for source, url in sources:
            file.write("  - {name: %s, url: %s}\n" % (source, json.dumps(url, ensure_ascii=False)))
    result = subprocess.run([binary, "poll", "--config", path + ".yaml", "--log-level", "info"], capture_output=True, text=True)
    return result.stdout + result.stderr


def accepts():
    with lock:
        return dict(accepted)


report = {"spellings": len(SPELLINGS)}
# What the configuration itself refuses is left out of this file: it is asked by way of redirects.
# A path of its own for each: equal addresses of two sources are a mistake.
direct = [("s%d" % number, "http://%s/%d" % (spelling, number)) for number, spelling in enumerate(SPELLINGS)]
with open(folder + "/check.yaml", "w") as file:
    file.write("sources:\n")
    for source, url in direct:
        file.write("  - {name: %s, url: %s}\n" % (source, json.dumps(url, ensure_ascii=False)))
check = subprocess.run([binary, "check", "--config", folder + "/check.yaml"], capture_output=True, text=True).stdout
refused = {int(line.split(":")[1]) - 2 for line in check.splitlines() if line.startswith(folder + "/check.yaml:")}
direct = [source for number, source in enumerate(direct) if number not in refused]
report["direct"] = len(direct)
report["direct_output"] = poll(direct, "direct")
redirects = [("r%d" % number, "http://198.41.0.4/to/" + ("http://%s/" % spelling).encode().hex())
             for number, spelling in enumerate(SPELLINGS)]
report["redirect_output"] = poll(redirects, "redirects")
before = accepts()
report["redirects_followed"] = before.get("198.41.0.4", 0)
public = [("public", "http://public.example/a"), ("public6", "http://public6.example/b"), ("literal", "http://198.41.0.4/c")]
report["public_output"] = poll(public, "public")
report["forbidden"] = {address: count for address, count in accepts().items() if address in FORBIDDEN}
# A name that is public once and private then, asked again and again in runs of their own.
for turn in range(4):
    poll([("rebind", "http://rebind.example/d")], "rebind")
    poll([("swing", "http://swing.example/e")], "swing")
report["forbidden_after_rebinding"] = {a: c for a, c in accepts().items() if a in FORBIDDEN}
report["rebinding_asked"] = asked.get(("rebind.example", 1), 0)
# Many sources of one host, as many at once as a host may have. Each name is asked for an A and an AAAA record.
report["many_output"] = poll([("many%d" % number, "http://many.example/m%d" % number) for number in range(40)], "many")
report["many_asked"] = asked.get(("many.example", 1), 0)
report["absent_output"] = poll([("absent%d" % number, "http://absent.example/n%d" % number) for number in range(8)], "absent")
report["absent_asked"] = asked.get(("absent.example", 1), 0)
# A resolver that says nothing to one name, for longer than a connection may take.
with open(folder + "/resolv.conf", "w") as file:
    file.write("nameserver 127.0.0.1\noptions timeout:30 attempts:2\n")
silent = [("silent%d" % number, "http://silent.example/o%d" % number) for number in range(20)]
report["silent_output"] = poll(silent + [("beside", "http://public.example/p")], "silent", timeout=2)
report["silent_asked"] = asked.get(("silent.example", 1), 0)
# The guard opens what it is told to, and no more.
poll([("lan", "http://10.1.2.3/f"), ("near", "http://10.0.0.1/g")], "allowed", "[10.1.2.0/24]")
report["allowed"] = {a: c for a, c in accepts().items() if a in FORBIDDEN}
print(json.dumps(report))
