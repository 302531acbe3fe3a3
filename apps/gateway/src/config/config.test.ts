import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const NEEDED = { DATABASE_URL: 'postgresql://app:hidden-word@db/payport', AUTH_SECRET: 'hidden-word'.repeat(3) };

describe('the configuration of the gateway', () => {
  it('needs a database and a secret, listens on loopback and believes only this machine', () => {
    expect(readConfig(NEEDED)).toMatchObject({ host: '127.0.0.1', port: 4000, trustProxy: ['loopback'], metricsToken: null, poolSize: 20 });
    expect(() => readConfig({})).toThrow(/DATABASE_URL: is required[^]*AUTH_SECRET: is required/);
  });

  it('believes the proxies that are named', () => {
    const { trustProxy } = readConfig({ ...NEEDED, GATEWAY_TRUST_PROXY: 'loopback, 172.30.7.0/24,fd00::/8,10.1.2.3' });
    expect(trustProxy).toEqual(['loopback', '172.30.7.0/24', 'fd00::/8', '10.1.2.3']);
  });

  it.each(['0.0.0.0/0', '::/0', 'proxy.example', '10.0.0.0/33', 'loopback,', 'uniquelocal'])('refuses to believe %j', (list) => {
    expect(() => readConfig({ ...NEEDED, GATEWAY_TRUST_PROXY: list })).toThrow(/GATEWAY_TRUST_PROXY: must be a list/);
  });

  it('lets messages into no closed network unless it is named', () => {
    expect(readConfig(NEEDED).webhookNetworks).toEqual([]);
    const { webhookNetworks } = readConfig({ ...NEEDED, WEBHOOK_ALLOWED_NETWORKS: '10.20.0.0/16, fd00::/8,192.168.1.5' });
    expect(webhookNetworks.map(({ version, prefix }) => [version, prefix])).toEqual([
      [4, 16],
      [6, 8],
      [4, 32],
    ]);
  });

  it.each(['0.0.0.0/0', '::/0', '10.0.0.1/8', 'hotel.example', '10.0.0.0/8,', '10.0.0.0/8 172.16.0.0/12'])('refuses messages into %j', (list) => {
    expect(() => readConfig({ ...NEEDED, WEBHOOK_ALLOWED_NETWORKS: list })).toThrow(/WEBHOOK_ALLOWED_NETWORKS: must be a list of networks/);
  });

  it('treats an empty variable as one that is not set', () => {
    expect(readConfig({ ...NEEDED, METRICS_TOKEN: '', GATEWAY_TRUST_PROXY: '', LOG_LEVEL: '' })).toMatchObject({
      metricsToken: null,
      logLevel: 'info',
    });
  });

  it('names the variable and the rule, never the value', () => {
    const read = (): unknown => readConfig({ DATABASE_URL: 'mysql://hidden-word', AUTH_SECRET: 'hidden-word', METRICS_TOKEN: 'hidden-word' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/DATABASE_URL: must start[^]*AUTH_SECRET: at least 32[^]*METRICS_TOKEN: at least 32/);
    expect(read).not.toThrow(/hidden-word/);
  });
});
