import { expect, it } from 'vitest';
import { together } from './together.ts';

function pending(): { readonly promise: Promise<never>; readonly reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, no) => (reject = no));
  return { promise, reject };
}

it('gives the values in their order, plain ones too', async () => {
  expect(await together([Promise.resolve(1), 'two', Promise.resolve(null)])).toEqual([1, 'two', null]);
});

it('throws the first error of the list, whichever came first, and only after all have ended', async () => {
  const first = pending();
  const third = pending();
  let told: unknown;
  const waiting = together([first.promise, Promise.resolve(2), third.promise]).catch((error: unknown) => (told = error));
  third.reject(new Error('the consequence'));
  await Promise.resolve();
  expect(told).toBeUndefined();
  first.reject(new Error('the cause'));
  await waiting;
  expect(told).toEqual(new Error('the cause'));
});
