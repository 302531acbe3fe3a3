/**
 * A QR code of a text (ISO/IEC 18004: byte mode, error correction M, versions 1 to 20), as rows of dark and light. Drawn
 * here, since a secret is not handed to somebody else's server or library.
 */
export function qrCode(text: string): readonly (readonly boolean[])[] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const grid = new Grid(version);
  grid.drawPatterns();
  grid.drawData(withErrorCorrection(dataWords(bytes, version), version));
  return grid.withBestMask();
}

/** By version, level M, table 9 of the standard: error correction words of a block, and blocks. */
const WORDS_OF_BLOCK = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const LARGEST = 20;
const at = (table: readonly number[], index: number): number => table[index] ?? 0;

/** Modules that carry data or error correction, in whole bytes. */
function rawWords(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    modules -= (25 * marks - 10) * marks - 55;
    if (version >= 7) modules -= 36;
  }
  return Math.floor(modules / 8);
}
const capacity = (version: number): number => rawWords(version) - at(WORDS_OF_BLOCK, version) * at(BLOCKS, version);
const lengthBits = (version: number): number => (version < 10 ? 8 : 16);

function versionFor(length: number): number {
  for (let version = 1; version <= LARGEST; version += 1) if (4 + lengthBits(version) + 8 * length <= 8 * capacity(version)) return version;
  throw new Error('the text does not fit a QR code');
}

function dataWords(bytes: Uint8Array, version: number): readonly number[] {
  const words = capacity(version);
  const bits = [...bitsOf(0b0100, 4), ...bitsOf(bytes.length, lengthBits(version)), ...Array.from(bytes).flatMap((byte) => bitsOf(byte, 8))];
  bits.push(...Array<number>(Math.min(4, 8 * words - bits.length)).fill(0));
  while (bits.length % 8 !== 0) bits.push(0);
  const data: number[] = [];
  for (let i = 0; i < bits.length; i += 8) data.push(Number.parseInt(bits.slice(i, i + 8).join(''), 2));
  for (let pad = 0xec; data.length < words; pad ^= 0xec ^ 0x11) data.push(pad);
  return data;
}

const bitsOf = (value: number, count: number): number[] => Array.from({ length: count }, (_, i) => (value >>> (count - 1 - i)) & 1);

/** Blocks with their error correction, interleaved as they are drawn. */
function withErrorCorrection(data: readonly number[], version: number): readonly number[] {
  const blocks = at(BLOCKS, version);
  const correction = at(WORDS_OF_BLOCK, version);
  const short = Math.floor(rawWords(version) / blocks) - correction;
  const longer = blocks - (rawWords(version) % blocks);
  const divisor = divisorOf(correction);
  const parts: (readonly number[])[] = [];
  const checks: (readonly number[])[] = [];
  for (let i = 0, from = 0; i < blocks; i += 1) {
    const part = data.slice(from, from + short + (i < longer ? 0 : 1));
    from += part.length;
    parts.push(part);
    checks.push(remainder(part, divisor));
  }
  return [...interleaved(parts), ...interleaved(checks)];
}

function interleaved(blocks: readonly (readonly number[])[]): readonly number[] {
  const longest = Math.max(...blocks.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => blocks.flatMap((block) => block.slice(i, i + 1))).flat();
}

/** In GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(x: number, y: number): number {
  let z = 0;
  for (let i = 7; i >= 0; i -= 1) {
    z = (z << 1) ^ ((z >>> 7) * 0x11d);
    z ^= ((y >>> i) & 1) * x;
  }
  return z;
}

function divisorOf(degree: number): readonly number[] {
  const result = [...Array<number>(degree - 1).fill(0), 1];
  for (let i = 0, root = 1; i < degree; i += 1, root = multiply(root, 2))
    for (let j = 0; j < degree; j += 1) result[j] = multiply(at(result, j), root) ^ at(result, j + 1);
  return result;
}

function remainder(data: readonly number[], divisor: readonly number[]): readonly number[] {
  const result = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (result.shift() ?? 0);
    result.push(0);
    divisor.forEach((coefficient, i) => (result[i] = at(result, i) ^ multiply(coefficient, factor)));
  }
  return result;
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

class Grid {
  private readonly size: number;
  private readonly dark: boolean[][];
  /** What is fixed by the standard; masks leave it alone. */
  private readonly fixed: boolean[][];

  constructor(private readonly version: number) {
    this.size = version * 4 + 17;
    this.dark = Array.from({ length: this.size }, () => Array<boolean>(this.size).fill(false));
    this.fixed = this.dark.map((row) => [...row]);
  }

  drawPatterns(): void {
    for (let i = 0; i < this.size; i += 1) {
      this.fix(6, i, i % 2 === 0);
      this.fix(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [this.size - 4, 3],
      [3, this.size - 4],
    ] as const)
      this.drawFinder(x, y);
    const marks = this.alignments();
    const last = marks.length - 1;
    marks.forEach((x, i) => {
      marks.forEach((y, j) => {
        const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
        if (!corner) this.drawSquares(x, y, 2, (distance) => distance !== 1);
      });
    });
    this.drawFormat(0);
    this.drawVersion();
  }

  drawData(words: readonly number[]): void {
    let i = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let vertical = 0; vertical < this.size; vertical += 1) {
        for (const x of [right, right - 1]) {
          const upward = ((right + 1) & 2) === 0;
          const y = upward ? this.size - 1 - vertical : vertical;
          if (this.isFixed(x, y) || i >= words.length * 8) continue;
          this.set(x, y, ((at(words, i >>> 3) >>> (7 - (i & 7))) & 1) === 1);
          i += 1;
        }
      }
    }
  }

  withBestMask(): readonly (readonly boolean[])[] {
    const penalties = MASKS.map((_, mask) => {
      this.applyMask(mask);
      const penalty = penaltyOf(this.dark);
      this.applyMask(mask);
      return penalty;
    });
    this.applyMask(penalties.indexOf(Math.min(...penalties)));
    return this.dark;
  }

  private applyMask(mask: number): void {
    for (let y = 0; y < this.size; y += 1)
      for (let x = 0; x < this.size; x += 1) if (!this.isFixed(x, y) && MASKS[mask]?.(x, y)) this.set(x, y, this.dark[y]?.[x] !== true);
    this.drawFormat(mask);
  }

  private alignments(): readonly number[] {
    if (this.version === 1) return [];
    const count = Math.floor(this.version / 7) + 2;
    const step = Math.floor((this.version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const places = [6];
    for (let place = this.size - 7; places.length < count; place -= step) places.splice(1, 0, place);
    return places;
  }

  private drawFinder(x: number, y: number): void {
    this.drawSquares(x, y, 4, (distance) => distance !== 2 && distance !== 4);
  }

  private drawSquares(x: number, y: number, reach: number, isDark: (distance: number) => boolean): void {
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = -reach; dx <= reach; dx += 1) this.fix(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  }

  /** Level M is 00; BCH(15,5) with the mask of the standard. */
  private drawFormat(mask: number): void {
    let rest = mask;
    for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    const bit = (i: number): boolean => ((bits >>> i) & 1) === 1;
    for (let i = 0; i <= 5; i += 1) this.fix(8, i, bit(i));
    this.fix(8, 7, bit(6));
    this.fix(8, 8, bit(7));
    this.fix(7, 8, bit(8));
    for (let i = 9; i < 15; i += 1) this.fix(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i += 1) this.fix(this.size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i += 1) this.fix(8, this.size - 15 + i, bit(i));
    this.fix(8, this.size - 8, true);
  }

  private drawVersion(): void {
    if (this.version < 7) return;
    let rest = this.version;
    for (let i = 0; i < 12; i += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (this.version << 12) | rest;
    for (let i = 0; i < 18; i += 1) {
      const [a, b] = [this.size - 11 + (i % 3), Math.floor(i / 3)];
      this.fix(a, b, ((bits >>> i) & 1) === 1);
      this.fix(b, a, ((bits >>> i) & 1) === 1);
    }
  }

  private isFixed(x: number, y: number): boolean {
    return this.fixed[y]?.[x] === true;
  }

  private set(x: number, y: number, isDark: boolean): void {
    const row = this.dark[y];
    if (row && x >= 0 && x < this.size) row[x] = isDark;
  }

  private fix(x: number, y: number, isDark: boolean): void {
    this.set(x, y, isDark);
    const row = this.fixed[y];
    if (row && x >= 0 && x < this.size) row[x] = true;
  }
}

/** What makes a code hard to read: runs, blocks, what looks like a corner, and an uneven share of dark. */
function penaltyOf(dark: readonly (readonly boolean[])[]): number {
  const rows = dark.map((row) => row.map((cell) => (cell ? '1' : '0')).join(''));
  const columns = dark.map((_, x) => dark.map((row) => (row[x] ? '1' : '0')).join(''));
  let penalty = 0;
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    for (const pattern of ['00001011101', '10111010000'])
      for (let from = line.indexOf(pattern); from !== -1; from = line.indexOf(pattern, from + 1)) penalty += 40;
  }
  for (let y = 1; y < rows.length; y += 1)
    for (let x = 1; x < rows.length; x += 1)
      if (new Set([dark[y]?.[x], dark[y - 1]?.[x], dark[y]?.[x - 1], dark[y - 1]?.[x - 1]]).size === 1) penalty += 3;
  const share = (rows.join('').split('1').length - 1) / (rows.length * rows.length);
  return penalty + Math.floor(Math.abs(share - 0.5) * 20) * 10;
}

/** The dark modules as one SVG path, one unit a module. */
export const qrPath = (rows: readonly (readonly boolean[])[]): string =>
  rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
