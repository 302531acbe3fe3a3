import type { Clock, PropertyId } from '@payport/domain';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Settings } from './settings-input.ts';

/** A form is filled in within this, ms; longer ago, the device may have been unplugged since. */
const GOOD_FOR_MS = 30 * 60_000;

const proofBody = z.object({ property: z.string(), driver: z.string(), settings: z.string(), tid: z.string().nullable(), until: z.number() });

/** What a passed link test was about. */
export interface TestedLink {
  readonly propertyId: PropertyId;
  readonly driver: string;
  readonly settings: Settings;
}

/** The same whatever the order in which settings are written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export const sameSettings = (a: Settings, b: Settings): boolean => canonical(a) === canonical(b);

/**
 * Says of settings that they passed a link test, sealed: the browser carries it from the test to the registration, so that
 * nothing has to be stored for a terminal that may never come to be.
 */
export class LinkProofs {
  private readonly key: Buffer;

  constructor(
    secret: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.key = createHmac('sha256', secret).update('portal link proof').digest();
  }

  write(link: TestedLink, tid: string | null): string {
    const body = { property: link.propertyId, driver: link.driver, settings: this.fingerprint(link), tid, until: this.clock.now() + GOOD_FOR_MS };
    const bytes = Buffer.from(JSON.stringify(body));
    return `${bytes.toString('base64url')}.${this.seal(bytes).toString('base64url')}`;
  }

  /** What the device called itself in the test of this very link; null where there is no such proof. */
  read(proof: string, link: TestedLink): { readonly tid: string | null } | null {
    const [body = '', seal = ''] = proof.split('.');
    const bytes = Buffer.from(body, 'base64url');
    const given = Buffer.from(seal, 'base64url');
    const right = this.seal(bytes);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const { property, driver, settings, tid, until } = proofBody.parse(JSON.parse(bytes.toString()));
    if (property !== link.propertyId || driver !== link.driver || settings !== this.fingerprint(link) || until <= this.clock.now()) return null;
    return { tid };
  }

  /** Settings may hold secrets: nothing of them is in the proof. */
  private fingerprint({ settings }: TestedLink): string {
    return createHmac('sha256', this.key).update('settings').update(canonical(settings)).digest('base64url');
  }

  private seal(bytes: Uint8Array): Buffer {
    return createHmac('sha256', this.key).update('seal').update(bytes).digest();
  }
}
