import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { isSender, isSmtpUrl, smtpConfig } from './smtp.config.ts';

const NEEDED = { DATABASE_URL: 'postgresql://a@b/c', AUTH_SECRET: 'x'.repeat(32) };

describe('the mail server', () => {
  it.each(['smtp://mail.hotel.example', 'smtps://user:p%40ss@mail.hotel.example:465/', 'smtp://127.0.0.1:2525'])('may be %s', (url) => {
    expect(isSmtpUrl(url)).toBe(true);
  });

  it.each([
    '',
    'mail.hotel.example',
    'http://mail.hotel.example',
    'smtp://',
    'smtp://mail.hotel.example?tls.rejectUnauthorized=false',
    'smtp://h/path',
  ])('is not %s', (url) => {
    expect(isSmtpUrl(url)).toBe(false);
  });

  it('must speak TLS, unless it is on this machine', () => {
    expect(smtpConfig('smtp://mail.hotel.example', 'a@b')).toMatchObject({ port: 587, secure: false, requireTls: true, auth: null });
    expect(smtpConfig('smtps://u:p%40ss@mail.hotel.example', 'a@b')).toMatchObject({ port: 465, secure: true, auth: { user: 'u', pass: 'p@ss' } });
    expect(smtpConfig('smtp://localhost:2525', 'a@b')).toMatchObject({ port: 2525, requireTls: false });
  });

  it.each([
    ['pay@hotel.example', true],
    ['ПэйПорт <pay@hotel.example>', true],
    ['nobody', false],
    ['a@b\r\nBcc: c@d', false],
    ['Name <a@b>, c@d', false],
  ])('sends as %s: %s', (from, right) => {
    expect(isSender(from)).toBe(right);
  });
});

describe('the configuration of mail', () => {
  const fault = (env: NodeJS.ProcessEnv): string => {
    try {
      readConfig({ ...NEEDED, ...env });
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
    return '';
  };

  it('is absent by default', () => {
    expect(readConfig(NEEDED).smtp).toBeNull();
  });

  it('names the variable that is wrong, never its value', () => {
    const told = fault({ SMTP_URL: 'smtp://user:secret@', SMTP_FROM: 'nobody-special' });
    expect(told).toMatch(/SMTP_URL/);
    expect(told).toMatch(/SMTP_FROM/);
    expect(told).not.toMatch(/secret|nobody-special/);
  });

  it('is whole or not there', () => {
    expect(fault({ SMTP_URL: 'smtp://mail.hotel.example' })).toMatch(/SMTP_FROM/);
    expect(fault({ SMTP_FROM: 'pay@hotel.example' })).toMatch(/SMTP_URL/);
  });
});
