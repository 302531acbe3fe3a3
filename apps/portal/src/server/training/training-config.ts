import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { portalConfig } from '../env.ts';

const TrainingProperty = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** The hotel's key to the Sonata API. It never leaves this server. */
  apiKey: z.string().startsWith('ppk_'),
  terminals: z.array(z.object({ id: z.uuid(), tid: z.string().regex(/^[0-9A-Z]{1,16}$/), workstation: z.string().nullable() })),
});

const TrainingFile = z.object({
  bank: z.object({ url: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin) }),
  properties: z.array(TrainingProperty),
});

export type TrainingProperty = z.infer<typeof TrainingProperty>;
export type TrainingConfig = z.infer<typeof TrainingFile>;

/** Reads the file that the launcher wrote. The error names the file and the field, never a value: it holds keys. */
export function readTrainingFile(file: string): TrainingConfig {
  const parsed = TrainingFile.safeParse(jsonOf(file));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw new Error(`PORTAL_TRAINING_FILE: ${file} does not fit (${fields}).`);
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // A parser's message repeats what it stumbled over.
    throw new Error(`PORTAL_TRAINING_FILE: ${file} cannot be read${error instanceof SyntaxError ? ' as JSON' : ''}.`);
  }
}

let config: TrainingConfig | null | undefined;

/** Null where training is not configured. Read once: the launcher writes the file before it starts the portal. */
export function trainingConfig(): TrainingConfig | null {
  const { trainingFile } = portalConfig();
  return (config ??= trainingFile === null ? null : readTrainingFile(trainingFile));
}
