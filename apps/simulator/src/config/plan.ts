import { isTimeZone } from '@payport/domain';
import { readFile } from 'node:fs/promises';
import { ENCODINGS } from '@payport/terminals-sberbank';
import { z } from 'zod';
import { SIMULATED_DRIVERS, STATUS_ECHOES, type SimulatedDriver, type TerminalProfile } from '../pinpad/terminal-profile.ts';

/** The parts of the demonstration plan that the simulator reads; others read the rest. */
const planSchema = z.object({
  properties: z.array(
    z.object({
      key: z.string().min(1),
      name: z.string().min(1),
      legalEntity: z.string(),
      inn: z.string().default(''),
      timeZone: z.string().refine(isTimeZone, 'not a time zone'),
      city: z.string(),
      currency: z.string().regex(/^[A-Z]{3}$/),
      mid: z.string().regex(/^[0-9]{12}$/, 'a merchant number has 12 digits'),
    }),
  ),
  terminals: z.array(
    z.object({
      tid: z.string().regex(/^[0-9A-Z]{8}$/, 'a TID has 8 characters'),
      property: z.string().min(1),
      driver: z.string(),
      name: z.string().min(1),
      encoding: z.enum(ENCODINGS).default('cp866'),
      errorFile: z.enum(['short', 'full']).nullable().default(null),
      statusEcho: z.enum(STATUS_ECHOES).default('original'),
      port: z.int().min(0).max(65_535).default(0),
      serial: z.boolean().default(false),
      program: z.boolean().default(false),
      bankThroughDesk: z.boolean().default(false),
    }),
  ),
});

/** The plan does not fit; the text names file and field. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

/** Reads the plan and gives the profiles of the terminals that this build can simulate. */
export async function loadPlan(file: string): Promise<readonly TerminalProfile[]> {
  const parsed = planSchema.safeParse(await readJson(file));
  if (!parsed.success) throw new PlanError(`${file} does not fit:\n${z.prettifyError(parsed.error)}`);
  const properties = new Map(parsed.data.properties.map((property) => [property.key, property]));
  const terminals = parsed.data.terminals.flatMap((terminal) => (isSimulated(terminal.driver) ? [{ ...terminal, driver: terminal.driver }] : []));
  if (new Set(terminals.map(({ tid }) => tid)).size !== terminals.length) throw new PlanError(`${file}: a TID is used twice`);
  return terminals.map((terminal) => {
    const property = properties.get(terminal.property);
    if (!property) throw new PlanError(`${file}: terminal ${terminal.tid} names the unknown property "${terminal.property}"`);
    const { tid, name, driver, encoding, errorFile, statusEcho, serial, program, bankThroughDesk } = terminal;
    const port = driver === 'sberbank' ? null : terminal.port;
    const { mid, inn, name: propertyName, legalEntity, city, timeZone, currency } = property;
    return {
      tid,
      name,
      driver,
      port,
      serial,
      program,
      bankThroughDesk,
      encoding,
      errorFile,
      statusEcho,
      property: property.key,
      propertyName,
      mid,
      inn,
      legalEntity,
      city,
      timeZone,
      currency,
    };
  });
}

const isSimulated = (driver: string): driver is SimulatedDriver => SIMULATED_DRIVERS.some((known) => known === driver);

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new PlanError(`${file} cannot be read as JSON`, { cause: error });
  }
}
