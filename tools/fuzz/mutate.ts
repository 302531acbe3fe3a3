import type { FuzzParser } from '@payport/testing';
import { FuzzRandom } from './fuzz-random.ts';

/** As much as a file may have, or a socket hands over at once. */
const LONGEST = 65_536;
const MOST_MUTATIONS = 4;
const LONG_RUN = 16_000;
/** One in so many, since they take longer than all others. */
const RARELY = 60;
const RUN_OF = [0x0a, 0x0d, 0x20, 0x30, 0x2a, 0x27, 0x5e, 0x7e] as const;
/** Bytes that mean something to one protocol or another: ends, escapes, lengths, digits. */
const TELLING = [
  0x00, 0x01, 0x02, 0x03, 0x04, 0x06, 0x0a, 0x0d, 0x10, 0x15, 0x1a, 0x1f, 0x27, 0x30, 0x39, 0x5b, 0x7f, 0x80, 0x81, 0x82, 0xf0, 0xf9, 0xfe, 0xff,
];
const LENGTHS = [
  [0x00, 0x00],
  [0xff, 0xff],
  [0x82, 0xff, 0xff],
  [0x81, 0xff],
  [0xf9, 0xf9],
  [0xf9, 0xf9, 0xf9],
  [0xff, 0x7f],
  [0x40, 0x00],
] as const;

type Mutation = (bytes: Uint8Array, random: FuzzRandom, seeds: readonly Uint8Array[]) => Uint8Array;

const put = (bytes: Uint8Array, at: number, remove: number, insert: Uint8Array | readonly number[]): Uint8Array => {
  const after = Math.min(bytes.length, at + remove);
  const result = new Uint8Array(at + insert.length + bytes.length - after);
  result.set(bytes.subarray(0, at));
  result.set(insert, at);
  result.set(bytes.subarray(after), at + insert.length);
  return result;
};

const flipBits: Mutation = (bytes, random) => {
  const result = Uint8Array.from(bytes);
  for (let left = 1 + random.int(3); left > 0 && result.length > 0; left -= 1) {
    const at = random.int(result.length);
    result[at] = (result[at] ?? 0) ^ (1 << random.int(8));
  }
  return result;
};
const setByte: Mutation = (bytes, random) => put(bytes, random.int(bytes.length + 1), 1, [random.pick(TELLING, 0)]);
const cut: Mutation = (bytes, random) =>
  random.chance(2) ? bytes.slice(0, random.int(bytes.length + 1)) : bytes.slice(random.int(bytes.length + 1));
const insert: Mutation = (bytes, random) =>
  put(
    bytes,
    random.int(bytes.length + 1),
    0,
    Uint8Array.from({ length: 1 + random.int(16) }, () => random.int(256)),
  );
const remove: Mutation = (bytes, random) => put(bytes, random.int(bytes.length + 1), 1 + random.int(16), []);
const splice: Mutation = (bytes, random, seeds) => {
  const other = random.pick(seeds, bytes);
  return put(bytes, random.int(bytes.length + 1), random.int(bytes.length + 1), other.subarray(random.int(other.length + 1)));
};
const repeat: Mutation = (bytes, random) => {
  const from = random.int(bytes.length + 1);
  const piece = bytes.subarray(from, from + 1 + random.int(32));
  const times = random.chance(500) ? 4_000 : 1 + random.int(8);
  if (piece.length === 0 || piece.length * times > LONGEST) return bytes;
  const run = new Uint8Array(piece.length * times);
  for (let time = 0; time < times; time += 1) run.set(piece, time * piece.length);
  return put(bytes, from, 0, run);
};
/** As many of the same byte as a file or a message may have: what a pattern tries again from each of them takes seconds. */
const run: Mutation = (bytes, random) =>
  random.chance(RARELY)
    ? put(bytes, random.int(bytes.length + 1), 0, new Uint8Array(LONG_RUN).fill(random.chance(2) ? random.pick(RUN_OF, 0) : random.int(256)))
    : setByte(bytes, random, []);
const lieAboutLength: Mutation = (bytes, random) => {
  const lie = random.pick<readonly number[]>(LENGTHS, [0xff]);
  return put(bytes, random.int(bytes.length + 1), lie.length, lie);
};

const MUTATIONS: readonly Mutation[] = [flipBits, flipBits, setByte, cut, insert, remove, splice, repeat, run, lieAboutLength];

/** The frame with that number, of that seed: always the same one. */
export function mutated({ seeds, repair }: Pick<FuzzParser, 'seeds' | 'repair'>, seed: number, frame: number): Uint8Array {
  const random = new FuzzRandom(seed, frame);
  let bytes = random.pick(seeds, new Uint8Array());
  for (let left = 1 + random.int(MOST_MUTATIONS); left > 0; left -= 1) {
    bytes = random.pick(MUTATIONS, flipBits)(bytes, random, seeds).subarray(0, LONGEST);
  }
  return repair !== undefined && random.chance(2) ? repair(bytes) : Uint8Array.from(bytes);
}
