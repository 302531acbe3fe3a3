/** What a parser makes of bytes that somebody may have damaged. */
export type Parsed = 'read' | 'refused';

/** A reader of a stream of frames, new for each stream. */
export interface FuzzStream {
  /** Takes bytes as they arrive; tells how many good frames came out of them. */
  push(bytes: Uint8Array): number;
  /** Nothing more comes for a while: what the driver does then. Tells how many good frames that brought. */
  silence(): number;
}

/**
 * One parser of a room that reads what others wrote, ready to be fuzzed. A room lists its own in `src/testing/fuzz-parsers.ts` and joins with its
 * name in `tools/fuzz/rooms.ts`.
 */
export interface FuzzParser {
  /** What people type: `zvt-status`. */
  readonly name: string;
  /** Good inputs, from the room's vectors and writers. */
  readonly seeds: readonly Uint8Array[];
  /** A frame takes it so long that `npm test` plays a tenth of them. */
  readonly heavy?: true;
  /** Throws nothing, whatever the bytes are: a refusal is a value. A broken promise about its result is thrown as an Error. */
  parse(bytes: Uint8Array): Parsed | Promise<Parsed>;
  /** Makes the checksum of damaged bytes right again, so that what lies behind it is reached. */
  repair?(bytes: Uint8Array): Uint8Array;
  /** For a reader of frames: a new one. After any garbage at most one good frame may be lost. */
  stream?(): FuzzStream;
}
