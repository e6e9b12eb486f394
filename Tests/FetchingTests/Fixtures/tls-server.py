"""HTTPS servers on loopback, with certificates made now. Prints {name: port, ..., "folder": path} and serves until
its standard input ends. A line "CERTIFICATE PROTOCOL PORT" there opens a further one, which takes TLS off (with this
protocol in ALPN) and hands the bytes on to the port; the answer is a line with its own port."""
import asyncio, json, os, shutil, socket, ssl, subprocess, sys, tempfile, threading

folder = tempfile.mkdtemp(prefix="tidings-tls-")


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write(name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)


KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
write("ca.cnf", """[ca]
default_ca = d
[d]
dir = .
database = index.txt
new_certs_dir = .
serial = serial
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = p
copy_extensions = copy
unique_subject = no
[p]
commonName = supplied
""")
write("index.txt", "")
write("serial", "1000\n")
openssl("req", "-x509", *KEY, "-keyout", "ca.key", "-out", "ca.pem", "-days", "3", "-subj", "/CN=Test authority")
openssl("req", "-x509", *KEY, "-keyout", "alone.key", "-out", "alone.pem", "-days", "3", "-subj", "/CN=127.0.0.1",
        "-addext", "subjectAltName=IP:127.0.0.1")


def certificate(name, alternative, start="20200101000000Z", end="20990101000000Z"):
    openssl("req", *KEY, "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name,
            "-addext", "subjectAltName=" + alternative)
    openssl("ca", "-batch", "-config", "ca.cnf", "-in", name + ".csr", "-out", name + ".pem", "-notext",
            "-startdate", start, "-enddate", end)


certificate("good", "IP:127.0.0.1")
certificate("expired", "IP:127.0.0.1", end="20210101000000Z")
certificate("future", "IP:127.0.0.1", start="20980101000000Z")
certificate("other", "DNS:other.example,IP:127.0.0.9")
certificate("named", "DNS:feeds.invalid")
certificate("elsewhere", "DNS:elsewhere.invalid")
certificate("reader", "DNS:reader.example")
openssl("pkcs8", "-topk8", "-in", "reader.key", "-out", "locked.key", "-passout", "pass:geheim")


def serve(name, cert, answer, change=lambda context: None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, cert + ".pem"), os.path.join(folder, cert + ".key"))
    change(context)
    listener = socket.create_server(("127.0.0.1", 0))
    ports[name] = listener.getsockname()[1]

    def connection(raw):
        try:
            peer = context.wrap_socket(raw, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                more = peer.recv(65536)
                if not more:
                    return
                head += more
            answer(peer, raw, head)
        except (OSError, ssl.SSLError):
            pass
        finally:
            raw.close()

    def accept():
        while True:
            threading.Thread(target=connection, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def close(peer):
    try:
        peer.unwrap()
    except (OSError, ssl.SSLError):
        pass
    peer.close()


def document(peer, raw, head):
    subject = dict(pair[0] for pair in (peer.getpeercert() or {}).get("subject", ())).get("commonName", "nobody")
    secret = b"with" if b"geheim" in head or b"Z2VoZWlt" in head else b"without"
    body = b"<rss/> for " + subject.encode() + b" " + secret + b" a secret"
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    close(peer)


def torn(peer, raw, head):
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss><channel>")
    # Without TLS's close_notify: anybody on the way could have cut it here.
    os.close(peer.detach())


def downgrade(peer, raw, head):
    target = head.split(b" ")[1][1:]
    peer.sendall(b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:%s/\r\nContent-Length: 0\r\n\r\n" % target)
    close(peer)


def old(context):
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")


def mutual(context):
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(os.path.join(folder, "ca.pem"))


ports = {}
for name in ("good", "expired", "future", "other", "alone"):
    serve(name, name, document)
serve("torn", "good", torn)
serve("downgrade", "good", downgrade)
serve("old", "good", document, old)
serve("mutual", "good", document, mutual)
print(json.dumps(dict(ports, folder=folder)), flush=True)


async def relay(name, protocol, port):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, name + ".pem"), os.path.join(folder, name + ".key"))
    context.set_alpn_protocols([protocol])

    async def copy(reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
            writer.close()
        except OSError:
            # A reset goes on as one.
            writer.transport.abort()

    async def connection(reader, writer):
        try:
            back_reader, back_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(copy(reader, back_writer), copy(back_reader, writer))

    server = await asyncio.start_server(connection, "127.0.0.1", 0, ssl=context)
    return server.sockets[0].getsockname()[1]


loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: None)
threading.Thread(target=loop.run_forever, daemon=True).start()
for line in sys.stdin:
    name, protocol, port = line.split()
    print(asyncio.run_coroutine_threadsafe(relay(name, protocol, int(port)), loop).result(), flush=True)
shutil.rmtree(folder)
