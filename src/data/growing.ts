/** Bytes that are added to at the end, when it is not known how many there will be. */
export class GrowingBytes {
  #bytes = new Uint8Array(1024);
  length = 0;

  /** A place for `count` more bytes, of which the caller says how many it used. */
  reserve(count: number): Uint8Array {
    this.#grow(count);
    return this.#bytes.subarray(this.length);
  }

  push(bytes: Uint8Array): void {
    this.#grow(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  #grow(count: number): void {
    if (this.length + count > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + count));
      grown.set(this.#bytes.subarray(0, this.length));
      this.#bytes = grown;
    }
  }

  /** Sets bits of the last byte. */
  last(bits: number): void {
    this.#bytes[this.length - 1]! |= bits;
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}
