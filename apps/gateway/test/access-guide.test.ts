import { mayDo, PERMISSIONS, ROLES, type Permission } from '@payport/contracts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const GUIDE = readFileSync(path.resolve(import.meta.dirname, '../../../docs/access.md'), 'utf8');

describe('the guide of access', () => {
  it('says of every permission who has it', () => {
    const told = GUIDE.split('\n')
      .filter((line) => /^\| `\w+`/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, permission = '', , ...roles]) => [permission.replaceAll('`', ''), ...roles.slice(0, ROLES.length)]);
    const expected = (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
      permission,
      ...ROLES.map((role) => (mayDo(role, permission) ? 'yes' : '–')),
    ]);
    expect(told).toEqual(expected);
  });
});
