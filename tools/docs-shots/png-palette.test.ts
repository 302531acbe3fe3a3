import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPng } from './png-file.ts';
import { withPalette } from './png-palette.ts';

/** A true-colour PNG whose lines are filtered in all five ways. */
function truecolour(width: number, height: number, colourAt: (x: number, y: number) => readonly [number, number, number]): Buffer {
  const at = (x: number, y: number, channel: number): number => (x < 0 || y < 0 ? 0 : colourAt(x, y)[channel]!);
  const nearestOf = (left: number, up: number, corner: number): number =>
    [left, up, corner].reduce((best, one) => (Math.abs(left + up - corner - one) < Math.abs(left + up - corner - best) ? one : best));
  const lines = Buffer.alloc(height * (width * 3 + 1));
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    const filter = y % 5;
    lines[to++] = filter;
    for (let x = 0; x < width; x += 1)
      for (let channel = 0; channel < 3; channel += 1) {
        const [left, up, corner] = [at(x - 1, y, channel), at(x, y - 1, channel), at(x - 1, y - 1, channel)];
        const guess = [0, left, up, (left + up) >> 1, nearestOf(left, up, corner)][filter]!;
        lines[to++] = (at(x, y, channel) - guess) & 255;
      }
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}

/** The colour that a PNG with a palette shows at each pixel. */
function shown(png: Buffer, width: number): (x: number, y: number) => number[] {
  const part = (type: string): Buffer => {
    const at = png.indexOf(type, 'latin1');
    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  };
  const palette = part('PLTE');
  const lines = inflateSync(part('IDAT'));
  return (x, y) => [...palette.subarray(3 * lines[y * (width + 1) + 1 + x]!).subarray(0, 3)];
}

describe('a screenshot with a palette', () => {
  it('is the same picture where there are few colours, whatever filters its lines had', () => {
    const colourAt = (x: number, y: number): [number, number, number] => [(x * 37) % 200, (y * 53) % 256, (x * y) % 3];
    const source = truecolour(9, 10, colourAt);
    const at = shown(withPalette(source), 9);
    for (let y = 0; y < 10; y += 1) for (let x = 0; x < 9; x += 1) expect(at(x, y), `${x},${y}`).toEqual(colourAt(x, y));
    expect([...readPng(source).rgb.subarray(0, 6)]).toEqual([...colourAt(0, 0), ...colourAt(1, 0)]);
  });

  it('keeps the frequent colours exactly and the others nearly, and is smaller', () => {
    // Mostly white paper; one line holds a thousand shades.
    const colourAt = (x: number, y: number): [number, number, number] => (y === 3 ? [x % 256, (x * 7) % 256, (x * 3) % 64] : [255, 255, 255]);
    const source = truecolour(1000, 60, colourAt);
    const small = withPalette(source);
    const at = shown(small, 1000);
    expect(at(500, 0)).toEqual([255, 255, 255]);
    for (let x = 0; x < 1000; x += 1) {
      const wanted = colourAt(x, 3);
      expect(Math.max(...at(x, 3).map((value, channel) => Math.abs(value - wanted[channel]!)))).toBeLessThanOrEqual(40);
    }
    expect(small.length).toBeLessThan(source.length);
  });

  it('is not made of what is no PNG', () => {
    expect(() => withPalette(Buffer.from('GIF89a, and more of it'))).toThrow('no PNG');
  });
});
