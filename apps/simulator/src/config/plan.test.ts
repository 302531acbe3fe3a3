import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlan } from './plan.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

const PROPERTY = {
  key: 'grand',
  name: 'Гранд Отель',
  legalEntity: '',
  timeZone: 'Europe/Moscow',
  city: 'Москва',
  currency: 'RUB',
  mid: '684444445555',
};
const TERMINAL = { tid: '00459991', property: 'grand', driver: 'sberbank', name: 'Стойка' };

async function load(plan: unknown): ReturnType<typeof loadPlan> {
  const file = path.join(folder, 'plan.json');
  await writeFile(file, typeof plan === 'string' ? plan : JSON.stringify(plan));
  return loadPlan(file);
}

describe('plan', () => {
  it('joins each terminal that is simulated with its property and leaves other drivers out', async () => {
    const terminals = [TERMINAL, { ...TERMINAL, tid: '00000002', driver: 'nexo' }];
    expect(await load({ properties: [PROPERTY], terminals })).toEqual([
      expect.objectContaining({
        tid: '00459991',
        mid: '684444445555',
        propertyName: 'Гранд Отель',
        encoding: 'cp866',
        errorFile: null,
        statusEcho: 'original',
      }),
    ]);
  });

  it('reads the plan that the product ships', async () => {
    const profiles = await loadPlan(path.resolve(import.meta.dirname, '../../../../tools/start/demo-plan.json'));
    expect(new Set(profiles.map(({ encoding }) => encoding))).toEqual(new Set(['cp866', 'utf-8', 'cp1251', 'koi8-r']));
  });

  it.each<[string, unknown, RegExp]>([
    ['text that is not JSON', '{', /cannot be read as JSON/],
    ['an unknown property', { properties: [], terminals: [TERMINAL] }, /unknown property "grand"/],
    ['a TID twice', { properties: [PROPERTY], terminals: [TERMINAL, TERMINAL] }, /used twice/],
    ['a wrong time zone', { properties: [{ ...PROPERTY, timeZone: 'Mars' }], terminals: [] }, /timeZone/],
    ['a TID that leaves its folder', { properties: [PROPERTY], terminals: [{ ...TERMINAL, tid: '../../..' }] }, /tid/],
  ])('refuses %s and says where', async (_case, plan, message) => {
    await expect(load(plan)).rejects.toThrow(message);
  });
});
