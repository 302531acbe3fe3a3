import { describe, expect, it } from 'vitest';
import { cleanForLog, createLogger } from './logger.ts';

function capture(): { lines: string[]; logger: ReturnType<typeof createLogger> } {
  const lines: string[] = [];
  return { lines, logger: createLogger({ level: 'trace', service: 'test', destination: { write: (line: string) => void lines.push(line) } }) };
}

describe('the log', () => {
  it('never carries a card number, wherever it hides', () => {
    const { lines, logger } = capture();
    const error = new Error('card 4111 1111 1111 1111 refused', { cause: '5555555555554444' });
    logger.error({ err: error, deep: { list: ['2200-0000-0000-0053'] } }, 'seen 4111111111111111');
    const text = lines.join('');
    expect(text).not.toMatch(/1111 1111|11111111111|5555555555|0000-0053/);
    expect(text).toContain('411111******1111');
  });

  it('removes secrets by their name and shows bytes by their count', () => {
    expect(cleanForLog({ authorization: 'Bearer x', body: new Uint8Array(3), amount: 5n })).toEqual({
      authorization: '[removed]',
      body: '[3 bytes]',
      amount: '5',
    });
  });

  it('is one JSON line an entry with level in words', () => {
    const { lines, logger } = capture();
    logger.warn({ paymentId: 'p1' }, 'two\nlines');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', service: 'test', paymentId: 'p1', msg: 'two\nlines' });
  });
});
