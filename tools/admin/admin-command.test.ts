import { describe, expect, it } from 'vitest';
import { readOptions, usageOf, UsageError, type Option } from './admin-command.ts';

const OPTIONS: Record<string, Option> = {
  name: { value: '<name>', hint: 'who' },
  city: { value: '<city>', hint: 'where', optional: true },
  again: { value: '', hint: 'once more', optional: true, flag: true },
};

describe('the command line of an administration command', () => {
  it('takes names with values, trimmed, and flags without', () => {
    expect(readOptions(OPTIONS, ['--name', ' Гранд Отель ', '--again'])).toEqual({ name: 'Гранд Отель', city: undefined, again: 'yes' });
  });

  it('names the required option that is missing or empty', () => {
    expect(() => readOptions(OPTIONS, [])).toThrow(new UsageError('--name is missing.'));
    expect(() => readOptions(OPTIONS, ['--name', '  '])).toThrow(UsageError);
  });

  it.each([[['--name', 'a', '--nmae', 'b']], [['--name', 'a', 'b']], [['--name']]])('refuses what it does not know: %j', (args) => {
    expect(() => readOptions(OPTIONS, args)).toThrow(UsageError);
  });

  it('tells every option in its usage', () => {
    const usage = usageOf({ name: 'admin:thing', does: 'Does it.', options: OPTIONS });
    for (const word of ['npm run admin:thing --', '--name <name>', '--city <city>', 'optional: where', '--again']) expect(usage).toContain(word);
  });
});
