import { z } from 'zod';

const address = (schemes: RegExp): z.ZodString =>
  z.string().refine((text) => schemes.test(text) && URL.canParse(text), 'is not an address of the right kind');
const folder = z.string().min(1);

const Seed = z.object({
  DATABASE_OWNER_URL: address(/^postgres(ql)?:\/\//),
  /** The list of properties, terminals and people that simulator and launcher read too. */
  DEMO_PLAN: folder,
  SIMULATOR_HOME: folder,
  SIMULATOR_URL: address(/^https?:\/\//),
  PAYPORT_HOME: folder,
  /** Where to write what was made, for the launcher. */
  DEMO_OUT: folder,
});

export interface SeedConfig {
  readonly ownerUrl: string;
  readonly planFile: string;
  readonly simulatorHome: string;
  readonly simulatorUrl: string;
  readonly home: string;
  readonly outFile: string;
}

/** @throws Error that names the variable and the rule, never the value */
export function readSeedConfig(environment: NodeJS.ProcessEnv = process.env): SeedConfig {
  const read = check(Seed, environment);
  return {
    ownerUrl: read.DATABASE_OWNER_URL,
    planFile: read.DEMO_PLAN,
    simulatorHome: read.SIMULATOR_HOME,
    simulatorUrl: read.SIMULATOR_URL,
    home: read.PAYPORT_HOME,
    outFile: read.DEMO_OUT,
  };
}

/** @throws Error that names the variable and the rule, never the value */
export function readResetConfig(environment: NodeJS.ProcessEnv = process.env): { readonly ownerUrl: string } {
  return { ownerUrl: check(Seed.pick({ DATABASE_OWNER_URL: true }), environment).DATABASE_OWNER_URL };
}

function check<T>(schema: z.ZodType<T>, environment: NodeJS.ProcessEnv): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${String(issue?.path[0])}: ${issue?.code === 'invalid_type' ? 'is missing' : (issue?.message ?? 'is not valid')}.`);
}
