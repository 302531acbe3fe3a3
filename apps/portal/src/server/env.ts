import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).transform((url) => new URL(url).origin);

const PortalEnv = z.object({
  GATEWAY_URL: httpUrl.default('http://localhost:4000'),
  PORTAL_PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(3000),
  /** Reverse proxies in front that may name the visitor's address; without one, X-Forwarded-For is not believed. */
  PORTAL_TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** Names the simulated bank and the hotels' keys; the training page exists only with it. An empty one is none. */
  PORTAL_TRAINING_FILE: z
    .string()
    .refine((text) => text === '' || /^(?:\/|[A-Za-z]:[\\/])/.test(text), { error: 'must be the whole path of a file' })
    .default(''),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
});

export interface PortalConfig {
  readonly gatewayUrl: string;
  readonly port: number;
  readonly trustProxy: boolean;
  readonly trainingFile: string | null;
  readonly development: boolean;
}

/** Reads and checks the environment. The error names the variable and its rule, never the value. */
export function readPortalConfig(environment: Record<string, string | undefined>): PortalConfig {
  const parsed = PortalEnv.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The portal's configuration is not valid. ${faults.join('; ')}`);
  }
  const { GATEWAY_URL, PORTAL_PORT, PORTAL_TRUST_PROXY, PORTAL_TRAINING_FILE, NODE_ENV } = parsed.data;
  return {
    gatewayUrl: GATEWAY_URL,
    port: PORTAL_PORT,
    trustProxy: PORTAL_TRUST_PROXY === '1',
    trainingFile: PORTAL_TRAINING_FILE === '' ? null : PORTAL_TRAINING_FILE,
    development: NODE_ENV === 'development',
  };
}

let config: PortalConfig | undefined;

/** The portal's configuration, read once when first asked for: the build has no environment of its own. */
export const portalConfig = (): PortalConfig => (config ??= readPortalConfig(process.env));
