type Bounds<Value> = {
  /** How large all values together may be. */
  most: number;
  sizeOf: (value: Value) => number;
};
type Entry<Value> = { value: Promise<Value>; until: number; size: number };

/**
 * Values that are made once for all who ask while they are made and after; together they stay below a size. What was not
 * asked for the longest goes first, and what could not be made is not kept.
 */
export class BoundedCache<Value> {
  readonly #bounds: Bounds<Value>;
  readonly #entries = new Map<string, Entry<Value>>();
  #size = 0;

  constructor(bounds: Bounds<Value>) {
    this.#bounds = bounds;
  }

  /** The value of a key, made where it is not there or older than its lifetime, ms. Throws what `make` throws. */
  get(key: string, lifetime: number, make: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known && known.until > Date.now()) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.value;
    }
    this.#drop(key);
    const entry = { value: make(), until: Date.now() + lifetime, size: 0 };
    this.#entries.set(key, entry);
    entry.value.then(
      (value) => this.#weigh(key, entry, this.#bounds.sizeOf(value)),
      () => this.#entries.get(key) === entry && this.#drop(key),
    );
    return entry.value;
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#size -= entry.size;
  }

  /** Counts a value once it is there. */
  #weigh(key: string, entry: Entry<Value>, size: number): void {
    if (this.#entries.get(key) !== entry) return;
    entry.size = size;
    this.#size += size;
    if (size > this.#bounds.most) this.#drop(key);
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.#bounds.most) return;
      this.#drop(oldest);
    }
  }
}
