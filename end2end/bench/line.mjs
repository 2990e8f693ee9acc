// One direction of a slow line that all connections share: 400 kbps, and half of the 400 ms until an answer.

const BYTES_PER_MILLISECOND = 50;
const ONE_WAY = 200;
/** What goes at a time, as packets do; then it is the next connection's turn. */
const PIECE = 1_460;

export class Line {
  #turns = [];
  #busy = false;
  #freeAt = 0;

  /** A connection's way over the line: `arrive` gets its bytes at the other end, `ended` comes after the last. */
  way(arrive, ended) {
    const way = { bytes: Buffer.alloc(0), closed: false, arrive, ended };
    return {
      send: (bytes) => {
        way.bytes = Buffer.concat([way.bytes, bytes]);
        this.#take(way);
      },
      end: () => {
        way.closed = true;
        this.#take(way);
      },
    };
  }

  #take(way) {
    if (!this.#turns.includes(way)) this.#turns.push(way);
    if (this.#busy) return;
    this.#freeAt = Math.max(this.#freeAt, performance.now());
    this.#next();
  }

  #next() {
    const [way] = this.#turns;
    this.#busy = way !== undefined;
    if (!way) return;
    const piece = way.bytes.subarray(0, PIECE);
    way.bytes = way.bytes.subarray(PIECE);
    // Counted on from when the line was free, not from now: a timer that came late is made up for.
    this.#freeAt += piece.length / BYTES_PER_MILLISECOND;
    setTimeout(() => {
      // Timers of the same length keep their order.
      setTimeout(way.arrive, ONE_WAY, piece);
      this.#turns.shift();
      if (way.bytes.length) this.#turns.push(way);
      else if (way.closed) setTimeout(way.ended, ONE_WAY);
      this.#next();
    }, this.#freeAt - performance.now());
  }
}
