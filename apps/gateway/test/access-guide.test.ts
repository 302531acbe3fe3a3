import { mayDo, PERMISSIONS, ROLES, ROUTE_STEP_UP, type Permission } from '@payport/contracts';
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

  it('says for what who one is is asked again', () => {
    const told = GUIDE.split('\n')
      .map((line) => /^\| [^|`]+ \| `(\w+)` *\| (?:always|with ([^|]+?)) *\|$/.exec(line))
      .flatMap((row) => (row ? [[row[1], row[2]?.replaceAll('`', '').split(', ') ?? 'always']] : []));
    const asked = Object.entries(ROUTE_STEP_UP).filter(([, stepUp]) => stepUp !== 'never');
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(asked));
    expect(told).toHaveLength(asked.length);
  });
});
