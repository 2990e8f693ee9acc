// The people who save, in a thread of their own: each has a connection that stays open, saves one field, waits for the
// acknowledgement, and saves the next. Plain sockets, because the generator shares the processor with the server.
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { port, people, keys, warmUp, seconds } = workerData;
const latencies = [];
const errors = {};
let counting = false;
let running = true;

const fail = (what) => {
  errors[what] = (errors[what] ?? 0) + 1;
};

class Client {
  #socket;
  #answer = '';
  #sent = 0;
  #saves = 0;
  #key;

  constructor({ id, cookie, revision }) {
    Object.assign(this, { id, cookie, revision });
    /** The revision that wrote each field last. */
    this.bases = new Map(keys.map((key) => [key, revision]));
    this.done = new Promise((resolve) => {
      this.#socket = connect({ host: '127.0.0.1', port, noDelay: true })
        .setEncoding('latin1')
        .on('connect', () => this.#save())
        .on('data', (text) => this.#receive(text))
        .on('error', ({ code }) => fail(code))
        .on('close', () => {
          if (running) fail('connection closed');
          resolve();
        });
    });
  }

  #save() {
    this.#key = keys[this.#saves % keys.length];
    this.#saves += 1;
    const change = { key: this.#key, value: `Exempel ${this.#saves}`, base: this.bases.get(this.#key) };
    const body = JSON.stringify({ form_version: 1, known: this.revision, changes: [change] });
    this.#sent = performance.now();
    this.#socket.write(
      `PATCH /api/drafts/${this.id} HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${this.cookie}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  }

  #receive(text) {
    this.#answer += text;
    const end = this.#answer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#answer)[1]);
    if (this.#answer.length < end + 4 + length) return;
    const status = this.#answer.slice(9, 12);
    const body = this.#answer.slice(end + 4);
    this.#answer = '';
    if (counting) latencies.push(performance.now() - this.#sent);
    if (status === '200') {
      this.revision = JSON.parse(body).revision;
      this.bases.set(this.#key, this.revision);
    } else {
      fail(status);
    }
    if (running) this.#save();
    else this.#socket.end();
  }
}

const clients = people.map((person) => new Client(person));
setTimeout(() => (counting = true), warmUp * 1_000);
setTimeout(() => (running = counting = false), (warmUp + seconds) * 1_000);
await Promise.all(clients.map((client) => client.done));
parentPort.postMessage({ latencies, errors, revisions: clients.map(({ id, revision }) => [id, revision]) });
