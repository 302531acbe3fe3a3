import { verifyPassword } from 'better-auth/crypto';
import { describe, expect, it } from 'vitest';
import { PROPERTY_ANSWER, scriptedDatabase } from './testing/scripted-database.ts';
import { grantUser } from './user.ts';

const ANNA = { email: 'anna@hotel.example', name: 'Anna', property: 'Grand', role: 'manager', newPassword: false } as const;

describe('letting a person into the portal', () => {
  it('reads the address in lower case and refuses roles that do not exist', () => {
    expect(grantUser.read({ email: 'Anna@Hotel.example', property: 'Grand', role: 'manager' })).toMatchObject({ email: 'anna@hotel.example' });
    expect(() => grantUser.read({ email: ANNA.email, property: 'Grand', role: 'admin' })).toThrow(/--role/);
    expect(() => grantUser.read({ email: 'anna', property: 'Grand', role: 'manager' })).toThrow(/--email/);
  });

  it('prints the password of a new person once and stores its hash only', async () => {
    const { db, asked } = scriptedDatabase([PROPERTY_ANSWER, [/insert into app_user/, [{ user_id: 'anna' }]]]);
    const told = await grantUser.run(db, ANNA);
    const password = told.at(-1) ?? '';
    const values = asked.find(({ text }) => text.includes('insert into app_user'))?.values ?? [];
    expect(await verifyPassword({ hash: String(values[4]), password })).toBe(true);
    expect(asked.flatMap((question) => question.values)).not.toContain(password);
    expect(asked.at(-1)?.values).toEqual(['anna', expect.any(String), 'manager']);
  });

  it('needs a name for a new person', async () => {
    await expect(grantUser.run(scriptedDatabase([PROPERTY_ANSWER]).db, { ...ANNA, name: null })).rejects.toThrow(/--name/);
  });

  it("leaves a known person's password alone unless a new one is asked for, which ends the sessions", async () => {
    const known = [PROPERTY_ANSWER, [/select id from app_user/, [{ id: 'anna' }]]] as const;
    const first = scriptedDatabase(known);
    expect(await grantUser.run(first.db, ANNA)).toHaveLength(1);
    expect(first.asked.some(({ text }) => text.includes('password'))).toBe(false);
    const second = scriptedDatabase(known);
    expect(await grantUser.run(second.db, { ...ANNA, newPassword: true })).toHaveLength(2);
    expect(second.asked.some(({ text }) => text.startsWith('delete from user_session'))).toBe(true);
  });
});
