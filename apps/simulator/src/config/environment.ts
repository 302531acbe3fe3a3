import path from 'node:path';
import { z } from 'zod';

export interface Environment {
  /** Address of the control interface: loopback only. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Folder for the journal and the terminals' program folders. */
  readonly home: string;
  /** Path of the plan of properties and terminals. */
  readonly plan: string;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const schema = z.object({
  SIMULATOR_HOST: z
    .string()
    .default('127.0.0.1')
    .refine((host) => LOOPBACK.includes(host), `must be one of ${LOOPBACK.join(', ')}: the simulated bank asks nobody for a password`),
  SIMULATOR_PORT: z
    .string()
    .default('4100')
    .refine((text) => /^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port number (0 = any free port)')
    .transform(Number),
  SIMULATOR_HOME: z.string({ error: 'must name a folder' }).min(1, 'must name a folder'),
  DEMO_PLAN: z.string({ error: 'must name the plan file' }).min(1, 'must name the plan file'),
});

/** A variable does not fit; the text names it and the rule, never its value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Reads the environment once, at the start. Relative paths count from the current folder. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    throw new EnvironmentError(parsed.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}`).join('\n'));
  }
  const { SIMULATOR_HOST, SIMULATOR_PORT, SIMULATOR_HOME, DEMO_PLAN } = parsed.data;
  return { host: SIMULATOR_HOST, port: SIMULATOR_PORT, home: path.resolve(SIMULATOR_HOME), plan: path.resolve(DEMO_PLAN) };
}

/** The environment of this process. */
export const processEnvironment = (): Environment => readEnvironment(process.env);
