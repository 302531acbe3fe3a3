import { ROLES } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { GO_PLACES, letterOf, placesOf } from './go-places.ts';
import { GO_WAIT_MS, keyMeaning, type KeyState } from './key-meaning.ts';
import { keysOfPage } from './page-keys.ts';

const pressed = (code: string, more: Partial<KeyboardEvent> = {}) => ({
  code,
  key: code.slice(-1).toLowerCase(),
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  timeStamp: 10_000,
  ...more,
});
const state = (more: Partial<KeyState> = {}): KeyState => ({ goSince: null, free: true, places: GO_PLACES, ...more });

describe('G and a letter', () => {
  it.each(GO_PLACES)('$code leads to $href, in any layout', ({ code, href }) => {
    expect(keyMeaning(pressed('KeyG', { key: 'п' }), state())).toEqual({ does: 'wait' });
    expect(keyMeaning(pressed(code, { key: 'з' }), state({ goSince: 9_000 }))).toEqual({ does: 'go', href });
  });

  it('have a letter each, and none is G', () => {
    expect(new Set([...GO_PLACES.map(letterOf), 'G']).size).toBe(GO_PLACES.length + 1);
  });

  it('is over after a moment, and after any other key', () => {
    expect(keyMeaning(pressed('KeyP', { timeStamp: 9_000 + GO_WAIT_MS }), state({ goSince: 9_000 }))).toMatchObject({ does: 'go' });
    expect(keyMeaning(pressed('KeyP', { timeStamp: 9_001 + GO_WAIT_MS }), state({ goSince: 9_000 }))).toEqual({ does: 'nothing' });
    expect(keyMeaning(pressed('KeyX'), state({ goSince: 9_000 }))).toEqual({ does: 'nothing' });
  });

  it('alone does nothing: a letter without G leads nowhere', () => {
    for (const place of GO_PLACES) expect(keyMeaning(pressed(place.code), state()).does).toBe('nothing');
  });

  it.each(ROLES)('leads a person who is %s only where they may look', (role) => {
    for (const { roles } of placesOf([role])) expect(roles ?? [role]).toContain(role);
    expect(placesOf([role]).length).toBeGreaterThan(6);
  });
});

describe('?', () => {
  it.each([
    ['English', pressed('Slash', { key: '?', shiftKey: true })],
    ['Russian, above 7', pressed('Digit7', { key: '?', shiftKey: true })],
    ['Russian, where English has it', pressed('Slash', { key: ',', shiftKey: true })],
  ])('lists the keys: %s', (_layout, event) => {
    expect(keyMeaning(event, state())).toEqual({ does: 'list' });
  });
});

describe('nothing happens', () => {
  const keys = [pressed('KeyG'), pressed('Slash', { key: '?', shiftKey: true })];

  it('while somebody types, a dialog is open, or single keys are switched off', () => {
    for (const key of keys) expect(keyMeaning(key, state({ free: false })).does).toBe('nothing');
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'isComposing', 'repeat'] as const)('with %s: that is for the browser, or no stroke of its own', (held) => {
    for (const key of keys) expect(keyMeaning({ ...key, [held]: true }, state()).does).toBe('nothing');
  });
});

it('keys of a page are listed on that page alone', () => {
  expect(keysOfPage('/payments').map(({ does }) => does)).toContain('nextRow');
  expect(keysOfPage('/payments/0199c0de')).toEqual([]);
  expect(keysOfPage('/overview')).toEqual([]);
});
