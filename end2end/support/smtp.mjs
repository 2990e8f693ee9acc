// A real mail server on a loopback port, for a portal with `PORTAL_SMTP_URL: mail.url`.
//
//   const mail = await MailServer.start();
//   const letter = await mail.letterTo('anna@example.com');   // waits for it; { headers, subject, text, html, envelope }
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A letter as it came over the wire, read by RFC 5322, 2045 and 2047, as far as the portal's letters need it. */
function read(raw) {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/:\s*(.*)/s)).map(([name, value]) => [name.toLowerCase(), value]));
  return { headers, body: raw.slice(end + 4) };
}

function bytes(text, encoding) {
  if (encoding === 'base64') return Buffer.from(text, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(text, 'latin1');
  const plain = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** A header's text; what stands between two encoded words is no part of it. */
function words(value) {
  const joined = value.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, text) =>
    bytes(kind.toLowerCase() === 'b' ? text : text.replaceAll('_', ' '), kind.toLowerCase() === 'b' ? 'base64' : 'quoted-printable').toString(),
  );
}

function letter(raw, envelope) {
  const { headers, body } = read(raw);
  const boundary = headers['content-type'].match(/boundary="?([^";]+)"?/)[1];
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => read(part.replace(/^\r\n/, '')))
    .map((part) => ({
      type: part.headers['content-type'],
      text: bytes(part.body, part.headers['content-transfer-encoding']).toString().replaceAll('\r\n', '\n').trimEnd(),
    }));
  const part = (type) => parts.find((one) => one.type.toLowerCase() === `${type}; charset=utf-8`)?.text;
  return { envelope, headers, subject: words(headers.subject), types: parts.map((one) => one.type), text: part('text/plain'), html: part('text/html') };
}

export class MailServer {
  #server;
  #letters = [];
  #waiting = [];
  /** Addresses that it refuses for good. */
  refused = new Set();
  /** Addresses for which it does not answer until `release` is called. */
  #held = new Map();

  static async start() {
    const mail = new MailServer();
    await mail.open();
    return mail;
  }

  /** Starts it; again on the same port after `close`. */
  async open() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _, answer) => {
        if (this.refused.has(address)) answer(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
        else if (this.#held.has(address)) this.#held.set(address, answer);
        else answer();
      },
      onData: (stream, session, answer) => {
        const chunks = [];
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const envelope = { from: mailFrom.address, to: rcptTo.map(({ address }) => address) };
          this.#letters.push(letter(Buffer.concat(chunks).toString('latin1'), envelope));
          answer();
          this.#hand();
        });
      },
    });
    const listening = this.#server.listen(this.port ?? 0, '127.0.0.1');
    await once(listening, 'listening');
    this.port = listening.address().port;
    this.url = `smtp://127.0.0.1:${this.port}`;
  }

  async close() {
    await new Promise((done) => this.#server.close(done));
  }

  hold(address) {
    this.#held.set(address, () => {});
  }

  release(address) {
    const answer = this.#held.get(address);
    this.#held.delete(address);
    answer();
  }

  /** The next letter to this address that nobody has taken yet. */
  letterTo(address) {
    return new Promise((take) => {
      this.#waiting.push({ address, take });
      this.#hand();
    });
  }

  #hand() {
    this.#waiting = this.#waiting.filter(({ address, take }) => {
      const place = this.#letters.findIndex(({ envelope }) => envelope.to.includes(address));
      if (place >= 0) take(this.#letters.splice(place, 1)[0]);
      return place < 0;
    });
  }
}
