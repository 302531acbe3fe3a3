import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTrainingFile } from './training-config.ts';

const KEY = `ppk_${'k'.repeat(49)}`;
const TERMINALS = [{ id: '0199c0de-0000-7000-8000-000000000001', tid: '00459991', workstation: 'RECEPTION-1' }];
const GOOD = { bank: { url: 'http://localhost:4100/' }, properties: [{ id: 'grand', apiKey: KEY, terminals: TERMINALS }] };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'payport-training-'));
  file = path.join(folder, 'training.json');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  rmSync(folder, { recursive: true });
});

describe('the training file', () => {
  it('says where the bank is and which key each hotel has', () => {
    writeFileSync(file, JSON.stringify(GOOD));
    expect(readTrainingFile(file)).toEqual({ ...GOOD, bank: { url: 'http://localhost:4100' } });
  });

  it.each([
    ['no JSON', `{"apiKey":"${KEY}`],
    ['a bank that is no address', JSON.stringify({ ...GOOD, bank: { url: `file:///${KEY}` } })],
    ['a key that is none', JSON.stringify({ ...GOOD, properties: [{ id: 'grand', apiKey: `x${KEY}`, terminals: [] }] })],
  ])('with %s stops the start, without telling a key', (_what, text) => {
    writeFileSync(file, text);
    expect(() => readTrainingFile(file)).toThrow('PORTAL_TRAINING_FILE');
    expect(() => readTrainingFile(file)).not.toThrow(KEY.slice(0, 10));
  });

  it('that is missing stops the start', () => {
    expect(() => readTrainingFile(file)).toThrow(/training\.json cannot be read/);
  });
});

describe('without a training file', () => {
  it('every route is answered as if it did not exist, before anybody is asked', async () => {
    vi.stubEnv('PORTAL_TRAINING_FILE', '');
    const fetching = vi.spyOn(globalThis, 'fetch');
    const { forwardTraining } = await import('./training-door.ts');
    for (const where of ['/sonata/v1/terminals', '/bank/cards']) {
      const answer = await forwardTraining(new Request(`http://localhost:3000/api/training/grand${where}`), 'grand');
      expect(answer.status).toBe(404);
    }
    expect(fetching).not.toHaveBeenCalled();
    fetching.mockRestore();
  });

  it('the page knows why there is nothing to train, or where it can be done and nothing more', async () => {
    const property = { id: 'grand', name: 'Гранд', city: null, timeZone: 'Europe/Moscow', currency: 'RUB', terminals: [] };
    vi.stubEnv('PORTAL_TRAINING_FILE', '');
    const without = await import('./training-places.ts');
    expect(without.trainingFor({ properties: [{ ...property, role: 'owner' }] })).toEqual({ none: 'not-configured' });
    vi.resetModules();
    writeFileSync(file, JSON.stringify(GOOD));
    vi.stubEnv('PORTAL_TRAINING_FILE', file);
    const { trainingFor } = await import('./training-places.ts');
    expect(trainingFor({ properties: [{ ...property, role: 'auditor' }] })).toEqual({ none: 'not-allowed' });
    const training = trainingFor({ properties: [{ ...property, role: 'support' }] });
    expect(training).toMatchObject({ places: [{ id: 'grand', workstations: [{ name: 'RECEPTION-1', terminalId: TERMINALS[0]?.id }] }] });
    expect(JSON.stringify(training)).not.toContain('ppk_');
  });
});
