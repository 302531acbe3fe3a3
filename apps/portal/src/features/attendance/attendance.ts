/** Nobody has touched the page for so long: what it reads from then on, it reads by itself, ms. */
const AWAY_MS = 120_000;
/** Somebody who works without anything being asked of the gateway is told of this often, ms. */
const TELL_MS = 60_000;

/** The header of the contract, which a test holds this equal to: importing that here would send the whole of zod to the browser. */
export const UNATTENDED_HEADER = 'x-payport-unattended';

/** Whether somebody sits at this page: by what they touch, never by what the page asks for itself. */
export class Attendance {
  private touchedAt: number;
  private toldAt: number;

  /** A page that comes was asked for. */
  constructor(private readonly now: () => number) {
    this.touchedAt = this.toldAt = now();
  }

  /** A key, a pointer or a wheel. True where the gateway has not heard of anybody for long and should. */
  touched(): boolean {
    this.touchedAt = this.now();
    return this.touchedAt - this.toldAt >= TELL_MS;
  }

  /** What a request that leaves now says of it. */
  headers(): Readonly<Record<string, string>> {
    const now = this.now();
    if (now - this.touchedAt >= AWAY_MS) return { [UNATTENDED_HEADER]: '1' };
    this.toldAt = now;
    return {};
  }
}

/** Of this page. */
export const attendance = new Attendance(Date.now);
