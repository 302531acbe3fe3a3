import { ROLES } from '@payport/contracts';
import { isInn, isKpp } from '@payport/domain';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const planProperty = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  legalEntity: z.string(),
  /** Invented, with right control digits. */
  inn: z.string().refine(isInn, 'control digits do not fit').nullable().default(null),
  kpp: z.string().refine(isKpp, 'not a KPP').nullable().default(null),
  /** Hour of the hotel's clock at which its day ends. */
  nightAuditHour: z.number().int().min(0).max(23).nullable().default(null),
  timeZone: z.string(),
  city: z.string(),
  currency: z.string(),
  mid: z.string(),
});

const planTerminal = z.object({
  tid: z.string(),
  property: z.string(),
  driver: z.string(),
  name: z.string().min(1),
  workstation: z.string(),
  /** Of the bank program's files. */
  encoding: z.enum(['cp866', 'cp1251', 'koi8-r', 'utf-8']).default('cp866'),
  /** Where a terminal with a wire waits, unless the simulator says otherwise. */
  port: z.int().min(1).max(65_535).default(41_200),
  /** Simulated, and not registered: somebody can try in the portal how a terminal is connected. */
  spare: z.boolean().default(false),
});

const planUser = z.object({ email: z.email(), name: z.string().min(1), role: z.enum(ROLES), properties: z.array(z.string()).min(1) });

const demoPlan = z.object({
  properties: z.tuple([planProperty, planProperty], planProperty),
  terminals: z.array(planTerminal).min(1),
  users: z.array(planUser).min(1),
});

export type PlanProperty = z.infer<typeof planProperty>;
export type PlanTerminal = z.infer<typeof planTerminal>;
export type PlanUser = z.infer<typeof planUser>;
export type DemoPlan = z.infer<typeof demoPlan>;

/** @throws Error that names the file and the field */
export async function readDemoPlan(file: string): Promise<DemoPlan> {
  const parsed = demoPlan.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} does not fit:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
