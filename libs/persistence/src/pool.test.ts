import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { gatherWrites } from './pool.ts';

/** Notes how many chunks arrive together. */
function sink(): { readonly stream: Writable; readonly arrived: string[][] } {
  const arrived: string[][] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      arrived.push([chunk]);
      done();
    },
    writev: (chunks, done) => {
      arrived.push(chunks.map(({ chunk }) => chunk as string));
      done();
    },
  });
  return { stream, arrived };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is written in one turn leaves together and in its order, turn after turn', async () => {
  const { stream, arrived } = sink();
  gatherWrites(stream);
  for (const text of ['parse', 'bind', 'execute', 'sync']) stream.write(text);
  expect(arrived).toEqual([]);
  await turn();
  expect(arrived).toEqual([['parse', 'bind', 'execute', 'sync']]);
  stream.write('begin');
  stream.write('commit');
  await turn();
  expect(arrived.slice(1)).toEqual([['begin', 'commit']]);
});

test('a stream that ends in the turn of its last write loses nothing', async () => {
  const { stream, arrived } = sink();
  gatherWrites(stream);
  stream.write('terminate');
  stream.end();
  await turn();
  expect(arrived.flat()).toEqual(['terminate']);
});
