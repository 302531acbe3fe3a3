import { expect, it } from 'vitest';
import { HashingGate } from './hashing-gate.ts';

interface Job {
  readonly work: () => Promise<string>;
  finish(): void;
  readonly started: () => boolean;
}

function job(name: string): Job {
  let started = false;
  let finish = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    work: async () => {
      started = true;
      await ended;
      return name;
    },
    finish: () => finish(),
    started: () => started,
  };
}

/** Lets every settled promise run its course. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('lets as many work at once as it was told, and the next in the order of their coming', async () => {
  const gate = new HashingGate(2, 10);
  const jobs = ['a', 'b', 'c', 'd'].map(job);
  const done = jobs.map((each) => gate.run(each.work));
  await settle();
  expect(jobs.map((each) => each.started())).toEqual([true, true, false, false]);
  jobs[1]?.finish();
  await settle();
  expect(jobs.map((each) => each.started())).toEqual([true, true, true, false]);
  for (const each of jobs) each.finish();
  expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd']);
});

it('turns away at once when too many wait', async () => {
  const gate = new HashingGate(1, 1);
  const jobs = ['a', 'b'].map(job);
  const done = jobs.map((each) => gate.run(each.work));
  const third = job('c');
  expect(await gate.run(third.work)).toBeNull();
  expect(third.started()).toBe(false);
  for (const each of jobs) each.finish();
  await Promise.all(done);
});

it('gives the place back when the work fails', async () => {
  const gate = new HashingGate(1, 0);
  await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.run(() => Promise.resolve('next'))).toBe('next');
});
