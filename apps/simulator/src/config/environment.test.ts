import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment.ts';

const GOOD = { SIMULATOR_HOME: '/data/simulator', DEMO_PLAN: '/plan.json' };

describe('environment', () => {
  it('listens on loopback, port 4100, where nothing else is said', () => {
    expect(readEnvironment(GOOD)).toEqual({ host: '127.0.0.1', port: 4100, home: '/data/simulator', plan: '/plan.json' });
  });

  it('makes relative paths absolute, since the program changes folders', () => {
    expect(readEnvironment({ ...GOOD, SIMULATOR_HOME: 'home' }).home).toBe(path.resolve('home'));
  });

  it.each([
    ['SIMULATOR_HOST', '0.0.0.0'],
    ['SIMULATOR_HOST', '192.168.1.5'],
    ['SIMULATOR_PORT', '65536'],
    ['SIMULATOR_PORT', '4100x'],
    ['SIMULATOR_PORT', '-1'],
    ['SIMULATOR_HOME', ''],
    ['DEMO_PLAN', undefined],
  ])('names %s and the rule, not the value, when it does not fit', (name, value) => {
    const read = (): unknown => readEnvironment({ ...GOOD, [name]: value });
    expect(read).toThrow(new RegExp(`^${name} must`));
    if (value) expect(read).not.toThrow(new RegExp(value.replaceAll('.', '\\.')));
  });
});
